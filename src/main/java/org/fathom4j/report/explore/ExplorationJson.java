package org.fathom4j.report.explore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;

/**
 * The columns as JSON that may stand inside a page: five significant digits, null where there is no
 * number, and no character that could end the element around it.
 */
public final class ExplorationJson {
  private static final MathContext DIGITS = new MathContext(5);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ExplorationJson() {}

  /** The document in one line. */
  public static String of(Exploration exploration) {
    Findings findings = exploration.findings();
    List<TrialRecord> trials = findings.sweep().trials();
    ObjectNode root = NODES.objectNode();
    ArrayNode dimensions = root.putArray("dimensions");
    exploration.dimensions().forEach(each -> dimensions.add(dimension(each)));
    ArrayNode axes = root.putArray("axes");
    exploration.axes().forEach(axes::add);
    root.put("x", exploration.x()).put("y", exploration.y());
    ArrayNode numbers = root.putArray("numbers");
    ArrayNode runs = root.putArray("runs");
    ArrayNode states = root.putArray("states");
    ObjectNode causes = root.putObject("causes");
    for (TrialRecord trial : trials) {
      numbers.add(trial.number());
      runs.add((trial.fold() > 0 ? "fold " + trial.fold() + ", " : "") + "seed " + trial.seed());
      states.add(Arm.word(trial.state()));
      if (!trial.cause().isEmpty()) {
        causes.put(Integer.toString(trial.number()), trial.cause());
      }
    }
    arms(root, findings);
    root.set("curves", curves(findings.objective(), findings, trials));
    return root.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  private static ObjectNode dimension(Dimension dimension) {
    ObjectNode node = NODES.objectNode();
    node.put("name", dimension.name());
    node.put("unit", dimension.unit());
    node.put("better", dimension.better());
    node.put("log", dimension.wide());
    if (!dimension.categories().isEmpty()) {
      ArrayNode words = node.putArray("categories");
      dimension.categories().forEach(words::add);
    }
    ArrayNode values = node.putArray("values");
    dimension.values().forEach(value -> number(values, value));
    return node;
  }

  private static void arms(ObjectNode root, Findings findings) {
    Map<Integer, Integer> armOf = new LinkedHashMap<>();
    ArrayNode labels = root.putArray("arms");
    for (Arm arm : findings.arms()) {
      arm.trials().forEach(trial -> armOf.put(trial.number(), labels.size()));
      labels.add(arm.label());
    }
    ArrayNode arms = root.putArray("arm");
    findings.sweep().trials().forEach(trial -> arms.add(armOf.getOrDefault(trial.number(), -1)));
  }

  private static ObjectNode curves(Measure objective, Findings findings, List<TrialRecord> trials) {
    ObjectNode node = NODES.objectNode();
    String watched = findings.sweep().objective();
    node.put("title", objective.quantity());
    node.put("unit", objective.percent() ? "%" : "");
    for (String part : List.of("validation", "train")) {
      String metric = part + watched.substring(watched.lastIndexOf('/'));
      ArrayNode all = node.putArray(part);
      for (TrialRecord trial : trials) {
        ArrayNode curve = all.addArray();
        for (EpochRecord epoch : trial.epochs()) {
          number(curve, objective.scaled(epoch.metrics().getOrDefault(metric, Double.NaN)));
        }
      }
    }
    return node;
  }

  private static void number(ArrayNode values, double value) {
    if (!Double.isFinite(value)) {
      values.addNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      values.add((long) value);
    } else {
      values.add(BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros());
    }
  }
}
