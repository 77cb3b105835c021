package org.fathom4j.report.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;

/**
 * Every trial of a sweep in columns.
 *
 * @param findings what they belong to
 * @param dimensions what can be an axis, in the order of the page
 * @param axes indices of those that stand side by side as parallel axes
 * @param x index of the first horizontal axis of the scatter chart
 * @param y index of its first vertical axis
 */
public record Exploration(
    Findings findings, List<Dimension> dimensions, List<Integer> axes, int x, int y) {
  private static final int MOST_AXES = 10;
  private static final double ALIKE = 1.2;

  /** Copies the lists. */
  public Exploration {
    dimensions = List.copyOf(dimensions);
    axes = List.copyOf(axes);
  }

  /** Of a sweep of two trials or more with a result; else there is nothing to explore. */
  public static Optional<Exploration> of(Findings findings) {
    if (findings.completeTrials() < 2) {
      return Optional.empty();
    }
    List<TrialRecord> trials = findings.sweep().trials();
    Measure measure = findings.measure();
    List<Dimension> all = new ArrayList<>();
    findings.varying().forEach(name -> all.add(Dimension.parameter(name, trials)));
    int parameters = all.size();
    all.add(Dimension.number("network size", "", -1, trials, Exploration::size));
    all.add(metric(findings.objective(), trials));
    int y = all.size() - 1;
    if (!measure.result().equals(findings.objective().result())) {
      all.add(metric(measure, trials));
      y = all.size() - 1;
    }
    int shown = all.size();
    all.add(metric(train(measure), trials));
    all.add(gap(measure, trials));
    findings.tested().stream()
        .filter(other -> !other.result().equals(measure.result()))
        .forEach(other -> all.add(metric(other, trials)));
    all.add(Dimension.number("chosen epoch", "", 0, trials, t -> t.result(Metric.BEST_EPOCH)));
    all.add(Dimension.number("epochs", "", 0, trials, t -> t.epochs().size()));
    all.add(Dimension.number("training time, s", "", -1, trials, Exploration::seconds));
    return Optional.of(
        new Exploration(
            findings, all, axes(all, parameters, shown), first(all, findings, parameters), y));
  }

  /** Varying parameters as far as there is room, then size, objective and test. */
  private static List<Integer> axes(List<Dimension> all, int parameters, int shown) {
    List<Integer> axes = new ArrayList<>();
    int room = MOST_AXES - (shown - parameters);
    for (int i = 0; i < shown; i++) {
      if (i < Math.min(parameters, room) || (i >= parameters && all.get(i).varies())) {
        axes.add(i);
      }
    }
    return axes;
  }

  /** Size, where it differs by more than a match leaves over; else the axis of the sweep. */
  private static int first(List<Dimension> all, Findings findings, int parameters) {
    int axis = findings.varying().indexOf(findings.axis());
    boolean sizesDiffer = all.get(parameters).ratio() > ALIKE;
    return axis >= 0 && !sizesDiffer ? axis : parameters;
  }

  private static Dimension metric(Measure measure, List<TrialRecord> trials) {
    return Dimension.number(
        measure.title(),
        measure.percent() ? "%" : "",
        measure.higherIsBetter() ? 1 : -1,
        trials,
        trial -> measure.scaled(trial.result(measure.result())));
  }

  private static Measure train(Measure measure) {
    return new Measure(
        measure.train(),
        "training " + measure.quantity(),
        measure.quantity(),
        measure.train(),
        measure.percent(),
        measure.unit(),
        measure.higherIsBetter(),
        measure.decimals());
  }

  /** How much better training is than what was tested. */
  private static Dimension gap(Measure measure, List<TrialRecord> trials) {
    int sign = measure.higherIsBetter() ? 1 : -1;
    return Dimension.number(
        "generalization gap",
        measure.percent() ? "%" : "",
        -1,
        trials,
        t -> sign * measure.scaled(t.result(measure.train()) - t.result(measure.result())));
  }

  private static double size(TrialRecord trial) {
    return trial.networkParameters() > 0 ? trial.networkParameters() : Double.NaN;
  }

  private static double seconds(TrialRecord trial) {
    return trial.seconds() > 0 ? trial.seconds() : Double.NaN;
  }
}
