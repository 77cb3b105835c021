package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.statistics.RankStability;

/**
 * How stable the ranking of networks is over paired seeds, by the objective.
 *
 * @param arms the networks, the best first
 * @param ranking what the seeds say of them, in the same order
 */
public record Stability(List<Arm> arms, RankStability ranking) {
  /** Fewer draws of seeds say nothing. */
  private static final int FEWEST_RUNS = 3;

  private static final int MOST_ARMS = 200;

  /** Copies the arms. */
  public Stability {
    arms = List.copyOf(arms);
  }

  /** The share of draws in which the best network is the best again. */
  public double winnerStays() {
    return ranking.first().get(0);
  }

  /** Over the networks that were trained with every seed; empty where seeds or networks are few. */
  static Optional<Stability> of(List<Arm> ranked, Measure objective, boolean maximize) {
    double sign = maximize ? -1 : 1;
    List<Map<Run, Double>> losses =
        ranked.stream().map(arm -> losses(arm, objective.result(), sign)).toList();
    int runs = losses.stream().mapToInt(Map::size).max().orElse(0);
    int[] whole =
        IntStream.range(0, ranked.size()).filter(i -> losses.get(i).size() == runs).toArray();
    if (runs < FEWEST_RUNS || whole.length < 2 || whole.length > MOST_ARMS) {
      return Optional.empty();
    }
    List<Arm> arms = new ArrayList<>();
    List<double[]> table = new ArrayList<>();
    for (int i : whole) {
      arms.add(ranked.get(i));
      table.add(losses.get(i).values().stream().mapToDouble(loss -> loss).toArray());
    }
    boolean paired =
        IntStream.of(whole).mapToObj(i -> losses.get(i).keySet()).distinct().count() == 1;
    return paired ? Optional.of(new Stability(arms, RankStability.of(table))) : Optional.empty();
  }

  private static Map<Run, Double> losses(Arm arm, String objective, double sign) {
    Map<Run, Double> losses = new TreeMap<>();
    for (TrialRecord trial : arm.complete()) {
      if (Double.isFinite(trial.result(objective))) {
        losses.put(Run.of(trial), sign * trial.result(objective));
      }
    }
    return losses;
  }
}
