package org.fathom4j.cli.evaluate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.evaluation.ClassEvaluation.ClassScore;
import org.fathom4j.evaluation.Evaluation;
import org.fathom4j.evaluation.NumberEvaluation;
import org.fathom4j.evaluation.NumberEvaluation.Miss;
import org.fathom4j.metrics.ClassTest.Mistake;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.Quantity.Unit;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.statistics.Interval;

/** An evaluation in words. */
final class EvaluationOutput {
  private static final int MISTAKES_SHOWN = 10;

  /** Significant digits of a value in the unit of what is predicted. */
  private static final int DIGITS = 4;

  private EvaluationOutput() {}

  /**
   * Prints it.
   *
   * @param origins how many examples of each origin were scored, in words
   */
  static void print(Evaluation result, String origins, List<Path> files, PrintWriter out) {
    if (result instanceof ClassEvaluation classes) {
      print(classes, origins, out);
    } else if (result instanceof NumberEvaluation numbers) {
      print(numbers, origins, out);
    }
    out.println();
    files.forEach(file -> out.println(kind(file) + file));
  }

  private static String kind(Path file) {
    String name = file.toString();
    return name.endsWith(".png") ? "picture  " : name.endsWith(".html") ? "page     " : "table    ";
  }

  private static void print(ClassEvaluation result, String origins, PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "%s: %.2f%% of %,d examples, 95%% interval %.1f%% to %.1f%%%n",
        result.data(),
        100 * result.scores().of(Quantity.ACCURACY),
        result.scores().examples(),
        100 * result.accuracyInterval().low(),
        100 * result.accuracyInterval().high());
    out.println(origins);
    result.scores().values().entrySet().stream()
        .filter(score -> score.getKey() != Quantity.ACCURACY)
        .forEach(score -> out.printf("%-18s %s%n", score.getKey().title(), text(score)));
    classes(result, out);
    out.printf("%nmost confident mistakes%n");
    for (Mistake mistake : result.test().mistakes().stream().limit(MISTAKES_SHOWN).toList()) {
      out.printf(
          Locale.ROOT,
          "  example %d: %s read as %s (%.1f%%)%n",
          mistake.index(),
          mistake.label(),
          mistake.predicted(),
          100 * mistake.confidence());
    }
  }

  private static String text(Map.Entry<Quantity, Double> score) {
    return score.getKey().unit() == Unit.SHARE
        ? Numbers.fixed(100 * score.getValue(), 2) + "%"
        : Numbers.significant(score.getValue(), DIGITS);
  }

  private static void print(NumberEvaluation result, String origins, PrintWriter out) {
    String predicted = String.join(", ", result.numbers());
    out.printf(
        Locale.ROOT,
        "%s: %s predicted for %,d examples%n",
        result.data(),
        predicted,
        result.scores().examples());
    out.println(origins);
    for (Map.Entry<Quantity, Double> score : result.scores().values().entrySet()) {
      Interval interval = result.intervals().get(score.getKey());
      String range =
          interval == null
              ? ""
              : "95% interval "
                  + Numbers.significant(interval.low(), DIGITS)
                  + " to "
                  + Numbers.significant(interval.high(), DIGITS);
      String unit = score.getKey().unit() == Unit.TARGET ? "unit of " + predicted : "";
      out.println(
          "%-6s %12s   %-34s %s"
              .formatted(score.getKey().title(), text(score), range, unit)
              .stripTrailing());
    }
    out.printf("%nfurthest off%n");
    for (Miss miss : result.misses().stream().limit(MISTAKES_SHOWN).toList()) {
      out.printf(
          "  example %d: %s %s predicted as %s%n",
          miss.index(),
          miss.number(),
          Numbers.significant(miss.truth(), DIGITS),
          Numbers.significant(miss.predicted(), DIGITS));
    }
  }

  private static void classes(ClassEvaluation result, PrintWriter out) {
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
}
