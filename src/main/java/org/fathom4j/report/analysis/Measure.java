package org.fathom4j.report.analysis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.statistics.Samples;

/**
 * What a report judges networks by.
 *
 * @param result name of the trial's result, such as {@code test/accuracy}
 * @param title as people call it, such as "test accuracy"
 * @param quantity what is measured, on whichever part of the data: "accuracy"
 * @param train name of the same on the training data at the chosen epoch
 * @param percent whether it is a share, shown in percent, its differences in points
 * @param higherIsBetter whether more of it is better
 * @param decimals shown of a percentage
 */
public record Measure(
    String result,
    String title,
    String quantity,
    String train,
    boolean percent,
    boolean higherIsBetter,
    int decimals) {
  private static final int MANY_EXAMPLES = 20_000;

  /**
   * The tested counterpart of the sweep's objective; test accuracy before test loss; the objective
   * itself where nothing was tested.
   */
  static Measure of(SweepRecord sweep) {
    String quantity = last(sweep.objective());
    Set<String> candidates = new LinkedHashSet<>();
    if (!quantity.equals("loss")) {
      candidates.add("test/" + quantity);
    }
    candidates.add(Metric.TEST_ACCURACY);
    candidates.add("test/" + quantity);
    candidates.add(Metric.TEST_LOSS);
    candidates.add("best/" + sweep.objective());
    candidates.add(sweep.objective());
    String result =
        candidates.stream()
            .filter(name -> reported(sweep.trials(), name))
            .findFirst()
            .orElse("test/" + quantity);
    return named(result, sweep);
  }

  /** What chose epoch and network: the objective at the chosen epoch. */
  static Measure objective(SweepRecord sweep) {
    return named("best/" + sweep.objective(), sweep);
  }

  private static boolean reported(List<TrialRecord> trials, String name) {
    return trials.stream().anyMatch(trial -> Double.isFinite(trial.result(name)));
  }

  private static Measure named(String result, SweepRecord sweep) {
    String quantity = last(result);
    boolean asObjective = quantity.equals(last(sweep.objective()));
    return new Measure(
        result,
        result.replaceFirst("^best/", "").replace('/', ' ').replace('-', ' '),
        quantity.replace('-', ' '),
        "best/train/" + quantity,
        isShare(quantity),
        asObjective ? sweep.maximize() : higherIsUsuallyBetter(quantity),
        sweep.data().testExamples() >= MANY_EXAMPLES ? 2 : 1);
  }

  /** Whether a quantity of that name is a share of examples. */
  public static boolean isShare(String quantity) {
    String name = quantity.toLowerCase(Locale.ROOT);
    return name.contains("accuracy") || name.contains("coverage") || name.endsWith("error-rate");
  }

  private static boolean higherIsUsuallyBetter(String quantity) {
    String name = quantity.toLowerCase(Locale.ROOT);
    return !(name.contains("loss") || name.contains("error") || name.contains("perplexity"));
  }

  private static String last(String metric) {
    return metric.substring(metric.lastIndexOf('/') + 1);
  }

  /** In the units of the charts: percent for shares. */
  public double scaled(double value) {
    return percent ? 100 * value : value;
  }

  /** Title and unit, for an axis: "test accuracy, %". */
  public String axisTitle() {
    return title + (percent ? ", %" : "");
  }

  /** The quantity on whichever part of the data, and unit: "accuracy, %". */
  public String quantityTitle() {
    return quantity + (percent ? ", %" : "");
  }

  /** A value with its unit: "91.2%", "0.312". */
  public String show(double value) {
    if (!Double.isFinite(value)) {
      return Numbers.fixed(value, 0);
    }
    return percent ? Numbers.fixed(100 * value, decimals) + "%" : Numbers.significant(value, 3);
  }

  /** Mean and, of several values, standard deviation: "91.2% ± 0.4". */
  public String showSpread(double[] values) {
    String mean = show(Samples.mean(values));
    return values.length > 1 ? mean + " ± " + showSpread(Samples.deviation(values)) : mean;
  }

  /** A spread in the unit's digits, without the unit. */
  public String showSpread(double value) {
    return percent ? Numbers.fixed(100 * value, decimals) : Numbers.significant(value, 2);
  }

  /** A difference with sign and unit: "+8.2 points". */
  public String showDifference(double value) {
    return signed(value) + (percent ? " points" : "");
  }

  /** A difference with its sign, without the unit. */
  public String signed(double value) {
    if (percent) {
      return Numbers.signed(100 * value, decimals);
    }
    return (value > 0 ? "+" : "") + Numbers.significant(value, 2);
  }
}
