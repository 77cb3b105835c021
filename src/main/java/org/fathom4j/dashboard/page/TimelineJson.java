package org.fathom4j.dashboard.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.dashboard.run.Timeline;
import org.fathom4j.dashboard.run.Timeline.Stretch;
import org.fathom4j.dashboard.run.TrialRow;
import org.fathom4j.dashboard.run.Words;

/** The numbers of the chart of what trained when: the last stretches where there are many. */
public final class TimelineJson {
  private static final int MOST = 1500;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TimelineJson() {}

  /** Of a run, as of that moment. */
  public static String of(RunView run, long nowMillis) {
    Timeline timeline = run.timeline(nowMillis);
    List<Stretch> all = timeline.stretches();
    List<Stretch> shown = all.subList(Math.max(0, all.size() - MOST), all.size());
    ObjectNode root = NODES.objectNode();
    root.put("lanes", timeline.lanes());
    root.put("found", all.size());
    root.put("seconds", rounded(timeline.seconds()));
    ObjectNode trials = root.putObject("trials");
    ArrayNode stretches = root.putArray("stretches");
    for (Stretch each : shown) {
      ObjectNode node = stretches.addObject();
      node.put("trial", each.trial());
      node.put("lane", each.lane());
      node.put("from", rounded(each.from()));
      node.put("to", rounded(each.to()));
      node.put("what", what(run, each));
      node.put("promoted", each.rung() > 1);
      node.put("open", each.open());
      String number = Integer.toString(each.trial());
      if (!trials.has(number)) {
        trials.set(number, trial(run, each.trial()));
      }
    }
    return root.toString();
  }

  private static ObjectNode trial(RunView run, int number) {
    ObjectNode node = NODES.objectNode();
    Optional<TrialRow> trial = run.trial(number);
    node.put("state", trial.map(t -> Pill.word(run.shown(t))).orElse("waiting"));
    node.put("label", trial.map(t -> Words.parameters(t.parameters())).orElse(""));
    node.put("href", Address.trial(run.key(), number));
    return node;
  }

  /** "epochs 4 to 9, rung 2". */
  static String what(RunView run, Stretch stretch) {
    int last =
        stretch.open()
            ? run.trial(stretch.trial()).map(t -> t.curves().epochs() + 1).orElse(1)
            : stretch.last();
    String epochs =
        last < stretch.first()
            ? "from epoch " + stretch.first()
            : last == stretch.first()
                ? "epoch " + last
                : String.format(Locale.ROOT, "epochs %d to %d", stretch.first(), last);
    return epochs + (stretch.rung() > 1 ? ", rung " + stretch.rung() : "");
  }

  private static double rounded(double seconds) {
    return Math.round(1000 * seconds) / 1000.0;
  }
}
