package org.fathom4j.report.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Front;
import org.fathom4j.report.analysis.Replay;
import org.fathom4j.report.analysis.Stability;

/** What a sweep says of its networks against their cost, their seeds and pruners, as JSON. */
final class SearchJson {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SearchJson() {}

  /** Adds {@code fronts}, {@code stability} and {@code replays}. */
  static void addTo(ObjectNode root, Findings findings) {
    ArrayNode fronts = root.putArray("fronts");
    findings.fronts().forEach(front -> fronts.add(front(front, findings)));
    root.set("stability", findings.stability().map(SearchJson::stability).orElse(null));
    ArrayNode replays = root.putArray("replays");
    findings.replays().forEach(replay -> replays.add(replay(replay)));
  }

  private static ObjectNode front(Front front, Findings findings) {
    ObjectNode node = NODES.objectNode();
    node.put("cost", front.cost());
    node.put("networks", front.of());
    ArrayNode arms = node.putArray("front");
    for (Arm arm : front.arms()) {
      ObjectNode child = arms.addObject().put("arm", arm.label());
      ReportJson.number(child, "objective", arm.mean(findings.objective().result()));
      ReportJson.number(child, "cost", front.cost(arm));
    }
    return node;
  }

  private static ObjectNode stability(Stability stability) {
    ObjectNode node = NODES.objectNode();
    node.put("seeds", stability.ranking().seeds());
    ReportJson.number(node, "tau", stability.ranking().tau());
    ReportJson.number(node, "winnerStays", stability.winnerStays());
    ArrayNode first = node.putArray("first");
    for (int i = 0; i < stability.arms().size(); i++) {
      ObjectNode child = first.addObject().put("arm", stability.arms().get(i).label());
      ReportJson.number(child, "share", stability.ranking().first().get(i));
    }
    return node;
  }

  private static ObjectNode replay(Replay replay) {
    ObjectNode node = NODES.objectNode();
    node.put("pruner", replay.pruner());
    node.put("epochs", replay.epochs());
    node.put("allEpochs", replay.allEpochs());
    ReportJson.number(node, "seconds", replay.seconds());
    ReportJson.number(node, "allSeconds", replay.allSeconds());
    ReportJson.number(node, "saved", replay.saved());
    ReportJson.number(node, "lost", replay.lost());
    return node;
  }
}
