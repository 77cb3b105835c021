package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.statistics.PedAnova;
import org.fathom4j.report.statistics.PedAnova.Column;

/**
 * Which parameters tell the best networks of a search from the others. A network counts by the best
 * objective that it reached, also where it was given up; a parameter that not every network has
 * takes a cell of its own where it is missing.
 */
final class Importances {
  /** Fewer networks tell nothing. */
  private static final int FEWEST = 10;

  private static final int CELLS = 50;
  private static final int FEW_CELLS = 5;
  private static final double WIDE_RANGE = 16;

  private final SweepRecord sweep;

  private Importances(SweepRecord sweep) {
    this.sweep = sweep;
  }

  /** The most important parameter first; none where there are too few networks. */
  static List<Findings.Importance> of(SweepRecord sweep, List<Arm> arms, List<String> parameters) {
    return new Importances(sweep).of(arms, parameters);
  }

  private List<Findings.Importance> of(List<Arm> arms, List<String> parameters) {
    List<Arm> judged = arms.stream().filter(arm -> loss(arm).isPresent()).toList();
    if (judged.size() < FEWEST || parameters.isEmpty()) {
      return List.of();
    }
    double[] losses = judged.stream().mapToDouble(arm -> loss(arm).getAsDouble()).toArray();
    List<Column> columns = parameters.stream().map(name -> column(judged, name)).toList();
    double[] shares = PedAnova.shares(losses, columns);
    List<Findings.Importance> importances = new ArrayList<>();
    for (int k = 0; k < shares.length; k++) {
      importances.add(new Findings.Importance(parameters.get(k), judged.size(), shares[k]));
    }
    importances.sort(Comparator.comparingDouble(Findings.Importance::share).reversed());
    return importances;
  }

  /** Mean over trainings of the best objective, smaller being better. */
  private OptionalDouble loss(Arm arm) {
    double sign = sweep.maximize() ? -1 : 1;
    return arm.trials().stream()
        .map(trial -> best(trial, sign))
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }

  private OptionalDouble best(TrialRecord trial, double sign) {
    return trial.epochs().stream()
        .mapToDouble(epoch -> sign * epoch.metrics().getOrDefault(sweep.objective(), Double.NaN))
        .filter(Double::isFinite)
        .min();
  }

  private static Column column(List<Arm> arms, String name) {
    List<Arm> having = arms.stream().filter(arm -> arm.parameters().containsKey(name)).toList();
    boolean numbers = having.stream().allMatch(arm -> arm.parameters().get(name) instanceof Number);
    if (!numbers || having.isEmpty()) {
      return categories(arms, name);
    }
    Column column = numeric(having, name, having.size() == arms.size() ? CELLS : FEW_CELLS);
    return having.size() == arms.size() ? column : orMissing(column, arms, name);
  }

  /** Where a number is missing in some networks, that is a cell that has no neighbours. */
  private static Column orMissing(Column column, List<Arm> arms, String name) {
    Iterator<Integer> there = column.cells().iterator();
    List<Integer> cells =
        arms.stream()
            .map(arm -> arm.parameters().containsKey(name) ? there.next() : column.count())
            .toList();
    return new Column(cells, column.count() + 1, false);
  }

  private static Column categories(List<Arm> arms, String name) {
    List<Object> values =
        arms.stream().map(arm -> arm.parameters().getOrDefault(name, "")).distinct().toList();
    List<Integer> cells =
        arms.stream().map(arm -> values.indexOf(arm.parameters().getOrDefault(name, ""))).toList();
    return new Column(cells, values.size(), false);
  }

  /** Cells of equal length from the smallest to the greatest, of logarithms over a wide range. */
  private static Column numeric(List<Arm> arms, String name, int count) {
    double[] values = arms.stream().mapToDouble(arm -> number(arm, name)).toArray();
    double low = Arrays.stream(values).min().orElse(0);
    double high = Arrays.stream(values).max().orElse(1);
    boolean log = low > 0 && high / low >= WIDE_RANGE;
    double from = log ? Math.log(low) : low;
    double length = (log ? Math.log(high) : high) - from;
    List<Integer> cells = new ArrayList<>();
    for (double value : values) {
      double place = (log ? Math.log(value) : value) - from;
      cells.add(length > 0 ? (int) Math.round(place / length * (count - 1)) : 0);
    }
    return new Column(cells, count, true);
  }

  private static double number(Arm arm, String name) {
    return ((Number) Objects.requireNonNull(arm.parameters().get(name))).doubleValue();
  }
}
