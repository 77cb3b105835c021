package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.statistics.Samples;

/**
 * One value of the axis, with every arm that has it.
 *
 * @param value as in the file
 * @param label as shown
 * @param position on the axis: the value where all are numbers, else its rank from 0
 * @param arms one, or one for each value of the second axis
 */
public record Level(Object value, String label, double position, List<Arm> arms) {
  /** Copies the arms. */
  public Level {
    arms = List.copyOf(arms);
  }

  /** Results of that name of all complete trials. */
  public double[] results(String name) {
    return arms.stream()
        .flatMapToDouble(arm -> java.util.Arrays.stream(arm.results(name)))
        .toArray();
  }

  /** Whether any trial has that result. */
  public boolean has(String name) {
    return results(name).length > 0;
  }

  /** Mean over all its complete trials, or NaN. */
  public double mean(String name) {
    return Samples.mean(results(name));
  }

  /** Every trial of its arms. */
  public List<TrialRecord> trials() {
    return arms.stream().flatMap(arm -> arm.trials().stream()).toList();
  }

  /**
   * A result by seed, fold and the other parameters.
   *
   * @param name of the result
   * @param second the second axis, or empty
   */
  Map<Run, Map<String, Double>> byRun(String name, String second) {
    Map<Run, Map<String, Double>> byRun = new TreeMap<>();
    for (Arm arm : arms) {
      String key = second.isEmpty() ? "" : String.valueOf(arm.parameters().get(second));
      for (TrialRecord trial : arm.complete()) {
        if (Double.isFinite(trial.result(name))) {
          byRun.computeIfAbsent(Run.of(trial), run -> new TreeMap<>()).put(key, trial.result(name));
        }
      }
    }
    return byRun;
  }

  /**
   * One value per seed and fold that both have: the mean over the second axis' values that both
   * have.
   */
  static Pairs pairs(Level first, Level second, String name, String secondAxis) {
    Map<Run, Map<String, Double>> a = first.byRun(name, secondAxis);
    Map<Run, Map<String, Double>> b = second.byRun(name, secondAxis);
    List<Run> runs = new ArrayList<>();
    List<Double> left = new ArrayList<>();
    List<Double> right = new ArrayList<>();
    a.forEach(
        (run, values) -> {
          Map<String, Double> others = b.getOrDefault(run, Map.of());
          List<String> common = values.keySet().stream().filter(others::containsKey).toList();
          if (!common.isEmpty()) {
            runs.add(run);
            left.add(
                common.stream().mapToDouble(k -> values.getOrDefault(k, 0.0)).sum()
                    / common.size());
            right.add(
                common.stream().mapToDouble(k -> others.getOrDefault(k, 0.0)).sum()
                    / common.size());
          }
        });
    return new Pairs(runs, left, right);
  }

  /** Two equally long sides, pair by pair. */
  record Pairs(List<Run> runs, List<Double> first, List<Double> second) {}
}
