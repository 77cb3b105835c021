package org.fathom4j.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.fathom4j.data.SeenExamples.Origin;
import org.fathom4j.evaluation.Evaluation;
import org.fathom4j.evaluation.Evaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation.Mistake;
import org.fathom4j.evaluation.Selection;

/** An evaluation in words and as JSON. */
record EvaluationOutput(
    Evaluation result, Selection selection, StoredData stored, List<Path> pictures) {
  private static final int MISTAKES_SHOWN = 10;

  /** By the names that JSON has for them, what words say, in the order of both. */
  private static final Map<Origin, List<String>> ORIGINS =
      new EnumMap<>(
          Map.of(
              Origin.OWN_TEST, List.of("ownTest", "of the run's own test"),
              Origin.NEW, List.of("new", "never seen"),
              Origin.TRAINED, List.of("trainedOn", "trained on"),
              Origin.CHOSEN, List.of("chosenBy", "chosen by")));

  void print(PrintWriter out) {
    if (!stored.choice().isEmpty()) {
      out.println(stored.choice());
    }
    out.printf(
        Locale.ROOT,
        "%s: %.2f%% of %,d examples%n",
        result.data(),
        100 * result.accuracy(),
        result.examples());
    out.println(origins());
    result
        .digitAccuracy()
        .ifPresent(share -> out.printf(Locale.ROOT, "digits right: %.2f%%%n", 100 * share));
    result
        .coverageAt98()
        .ifPresent(share -> out.printf(Locale.ROOT, "coverage at 98%%: %.2f%%%n", 100 * share));
    classes(result, out);
    out.printf("%nmost confident mistakes%n");
    for (Mistake mistake : result.mistakes().stream().limit(MISTAKES_SHOWN).toList()) {
      out.printf(
          Locale.ROOT,
          "  example %d: %s read as %s (%.1f%%)%n",
          mistake.index(),
          mistake.label(),
          mistake.predicted(),
          100 * mistake.confidence());
    }
    out.println();
    pictures.forEach(picture -> out.println("picture  " + picture));
  }

  private String origins() {
    if (selection.found().isEmpty()) {
      return "nobody knows which of them the network was trained on";
    }
    String scored = counts(selection::scored);
    String left = counts(selection::leftOut);
    return "scored: "
        + scored
        + (left.isEmpty() ? "" : "; left out: " + left + " (--include-seen scores them too)");
  }

  private static String counts(ToIntFunction<Origin> count) {
    return ORIGINS.entrySet().stream()
        .filter(origin -> count.applyAsInt(origin.getKey()) > 0)
        .map(
            origin ->
                String.format(
                    Locale.ROOT,
                    "%,d %s",
                    count.applyAsInt(origin.getKey()),
                    origin.getValue().get(1)))
        .collect(Collectors.joining(", "));
  }

  private static void classes(Evaluation result, PrintWriter out) {
    out.printf(
        "%n%-14s %9s %9s %10s   predicted as%n", "class", "examples", "accuracy", "precision");
    for (int c = 0; c < result.perClass().size(); c++) {
      ClassScore score = result.perClass().get(c);
      StringBuilder row = new StringBuilder();
      result.confusion().get(c).forEach(n -> row.append(String.format(Locale.ROOT, "%6d", n)));
      out.printf(
          Locale.ROOT,
          "%-14s %,9d %9s %10s   %s%n",
          score.name(),
          score.examples(),
          percent(score.accuracy()),
          percent(score.precision()),
          row);
    }
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  String json() {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("run", stored.folder().toString());
    root.put("data", result.data());
    root.put("examples", result.examples());
    root.put("accuracy", result.accuracy());
    if (selection.found().isEmpty()) {
      root.putNull("origins");
    } else {
      ObjectNode origins = root.putObject("origins");
      ORIGINS.forEach(
          (origin, names) ->
              origins
                  .putObject(names.get(0))
                  .put("found", selection.found().getOrDefault(origin, 0))
                  .put("scored", selection.scored(origin)));
    }
    ArrayNode classes = root.putArray("perClass");
    for (ClassScore score : result.perClass()) {
      ObjectNode node = classes.addObject();
      node.put("name", score.name()).put("examples", score.examples());
      put(node, "accuracy", score.accuracy());
      put(node, "precision", score.precision());
    }
    root.putPOJO("confusion", result.confusion());
    result.digitAccuracy().ifPresent(share -> root.put("digitAccuracy", share));
    result.coverageAt98().ifPresent(share -> root.put("coverageAt98", share));
    ArrayNode files = root.putArray("pictures");
    pictures.forEach(picture -> files.add(picture.toString()));
    return root.toString();
  }

  /** JSON has no NaN. */
  private static void put(ObjectNode node, String key, double share) {
    if (Double.isNaN(share)) {
      node.putNull(key);
    } else {
      node.put(key, share);
    }
  }
}
