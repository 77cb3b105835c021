package org.fathom4j.report.figures;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;

/** What to see in learning curves. */
final class SeenCurves {
  private SeenCurves() {}

  static String of(Findings findings, String quantity) {
    List<TrialRecord> complete =
        findings.sweep().trials().stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE && !trial.epochs().isEmpty())
            .toList();
    String reading =
        "An epoch is one pass over the training examples. Solid: examples kept apart from training;"
            + " broken: the training examples themselves.";
    double[] gaps = complete.stream().mapToDouble(t -> gap(t, quantity)).toArray();
    double[] known = Arrays.stream(gaps).filter(Double::isFinite).sorted().toArray();
    if (known.length == 0) {
      return reading;
    }
    double from = known[0];
    double to = known[known.length - 1];
    String span =
        known.length == 1
            ? difference(to, quantity)
            : number(from, quantity) + " to " + difference(to, quantity);
    return reading
        + " At the last epoch training less validation is "
        + span
        + (known.length == 1 ? "" : " from network to network")
        + ": the further apart, the more was learned by heart.";
  }

  /** Training less validation at the last epoch that has both; NaN where none has. */
  private static double gap(TrialRecord trial, String quantity) {
    OptionalDouble last = OptionalDouble.empty();
    for (EpochRecord epoch : trial.epochs()) {
      double train = epoch.metrics().getOrDefault("train/" + quantity, Double.NaN);
      double kept = epoch.metrics().getOrDefault("validation/" + quantity, Double.NaN);
      if (Double.isFinite(train - kept)) {
        last = OptionalDouble.of(train - kept);
      }
    }
    return last.orElse(Double.NaN);
  }

  private static String number(double value, String quantity) {
    return Measure.isShare(quantity)
        ? Numbers.signed(100 * value, 1)
        : (value > 0 ? "+" : "") + Numbers.significant(value, 2);
  }

  private static String difference(double value, String quantity) {
    return number(value, quantity) + (Measure.isShare(quantity) ? " points" : "");
  }
}
