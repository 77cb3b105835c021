package org.fathom4j.report.analysis;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.Quantity.Unit;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.metrics.TargetKind;
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
 * @param unit name of the predicted number whose unit it has; empty where it has none
 * @param higherIsBetter whether more of it is better
 * @param decimals shown of a percentage
 */
public record Measure(
    String result,
    String title,
    String quantity,
    String train,
    boolean percent,
    String unit,
    boolean higherIsBetter,
    int decimals) {
  private static final int MANY_EXAMPLES = 20_000;

  /**
   * The tested counterpart of the sweep's objective; accuracy and RMSE before loss; the objective
   * itself where nothing was tested.
   */
  public static Measure of(SweepRecord sweep) {
    String quantity = last(sweep.objective());
    Set<String> candidates = new LinkedHashSet<>();
    if (!quantity.equals("loss")) {
      candidates.add("test/" + quantity);
    }
    Quantity.judging(sweep.objective()).forEach(judging -> candidates.add(judging.on("test")));
    candidates.add("test/" + quantity);
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

  /** Everything that was measured on the test data, the loss last. */
  static List<Measure> tested(SweepRecord sweep) {
    return Stream.of(Quantity.values())
        .sorted(Comparator.comparing(quantity -> quantity == Quantity.LOSS))
        .map(quantity -> quantity.on("test"))
        .filter(name -> reported(sweep.trials(), name))
        .map(name -> named(name, sweep))
        .toList();
  }

  /** Whether it is an error of predicted numbers, or what is explained of them. */
  boolean isOfNumbers() {
    return Quantity.of(result)
        .filter(known -> known.existsFor(TargetKind.NUMBERS) && known != Quantity.LOSS)
        .isPresent();
  }

  private static boolean reported(List<TrialRecord> trials, String name) {
    return trials.stream().anyMatch(trial -> Double.isFinite(trial.result(name)));
  }

  private static Measure named(String result, SweepRecord sweep) {
    String quantity = last(result);
    String part = result.replaceFirst("^best/", "").replaceFirst("/?[^/]*$", "");
    String name = Quantity.of(quantity).map(Quantity::title).orElse(quantity.replace('-', ' '));
    boolean asObjective = quantity.equals(last(sweep.objective()));
    return new Measure(
        result,
        (part + " " + name).strip(),
        name,
        "best/train/" + quantity,
        isShare(quantity),
        unit(quantity, sweep),
        asObjective ? sweep.maximize() : higherIsBetter(quantity),
        sweep.data().testExamples() >= MANY_EXAMPLES ? 2 : 1);
  }

  /** Whether a quantity of that name is a share of examples. */
  public static boolean isShare(String quantity) {
    return Quantity.of(quantity).filter(known -> known.unit() == Unit.SHARE).isPresent();
  }

  private static boolean higherIsBetter(String quantity) {
    return Quantity.of(quantity).map(Quantity::higherIsBetter).orElse(true);
  }

  /** The name of the predicted number, where the quantity is in its unit. */
  private static String unit(String quantity, SweepRecord sweep) {
    boolean ofTarget = Quantity.of(quantity).filter(q -> q.unit() == Unit.TARGET).isPresent();
    return ofTarget ? sweep.data().facts().getOrDefault(DataInfo.TARGET, "") : "";
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
    return title + ofUnit();
  }

  /** The quantity on whichever part of the data, and unit: "accuracy, %". */
  public String quantityTitle() {
    return quantity + ofUnit();
  }

  private String ofUnit() {
    return percent ? ", %" : unit.isEmpty() ? "" : ", unit of " + unit;
  }

  /** A value as the object of a sentence: "91.2% test accuracy", "a test RMSE of 23400 (price)". */
  public String phrase(String value) {
    if (percent) {
      return value + " " + title;
    }
    return "a " + title + " of " + value + (unit.isEmpty() ? "" : " (" + unit + ")");
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
