package org.fathom4j.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.evaluation.ClassEvaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation;
import org.fathom4j.evaluation.NumberEvaluation;
import org.fathom4j.evaluation.Selection;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.report.statistics.Interval;

/** An evaluation as JSON: each quantity under its name in camel case, as {@code macroF1}. */
final class EvaluationJson {
  private EvaluationJson() {}

  static String of(Evaluation result, Selection selection, Path run, List<Path> files) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("run", run.toString());
    root.put("data", result.data());
    root.put("examples", result.scores().examples());
    OriginCounts.add(root, selection);
    result.scores().values().forEach((quantity, value) -> put(root, camel(quantity), value));
    if (result instanceof ClassEvaluation classes) {
      add(root, classes);
    } else if (result instanceof NumberEvaluation numbers) {
      add(root, numbers);
    }
    ArrayNode pictures = root.putArray("pictures");
    files.stream().map(Path::toString).filter(file -> file.endsWith(".png")).forEach(pictures::add);
    files.stream()
        .map(Path::toString)
        .filter(file -> file.endsWith(".csv"))
        .forEach(file -> root.put("predictions", file));
    return root.toString();
  }

  private static void add(ObjectNode root, ClassEvaluation result) {
    putEnds(root, "accuracyInterval", result.accuracyInterval());
    ArrayNode classes = root.putArray("perClass");
    for (ClassScore score : result.perClass()) {
      ObjectNode node = classes.addObject();
      node.put("name", score.name()).put("examples", score.examples());
      put(node, "accuracy", score.accuracy());
      put(node, "precision", score.precision());
    }
    root.putPOJO("confusion", result.confusion());
    if (!result.calibration().isEmpty()) {
      ArrayNode bins = root.putArray("calibration");
      result
          .calibration()
          .forEach(
              bin ->
                  bins.addObject()
                      .put("from", bin.from())
                      .put("to", bin.to())
                      .put("examples", bin.examples())
                      .put("confidence", bin.confidence())
                      .put("accuracy", bin.accuracy()));
    }
  }

  private static void add(ObjectNode root, NumberEvaluation result) {
    ArrayNode numbers = root.putArray("predicts");
    result.numbers().forEach(numbers::add);
    ObjectNode intervals = root.putObject("intervals");
    for (Quantity quantity : result.scores().values().keySet()) {
      if (result.intervals().containsKey(quantity)) {
        putEnds(intervals, camel(quantity), result.intervals().get(quantity));
      }
    }
  }

  private static void putEnds(ObjectNode node, String key, Interval interval) {
    node.putArray(key).add(interval.low()).add(interval.high());
  }

  private static String camel(Quantity quantity) {
    return Pattern.compile("-(.)")
        .matcher(quantity.key())
        .replaceAll(start -> start.group(1).toUpperCase(Locale.ROOT));
  }

  /** JSON has no NaN. */
  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
