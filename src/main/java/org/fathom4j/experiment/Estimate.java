package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.StepCost;

/**
 * How long a sweep takes, from a few steps of some of its networks: the cheapest, the dearest and
 * those evenly between them by operations. The others are interpolated.
 *
 * @param sweep the checked experiment
 * @param costs by operations of a step
 * @param pace of the machine while they were measured
 * @param together trials side by side
 * @param crew that will train them, in words
 */
public record Estimate(
    PreparedSweep sweep, TreeMap<Double, StepCost> costs, Pace pace, int together, String crew) {
  private static final int MEASURED = 6;

  /** A training's start and end, whatever its network. */
  private static final double SECONDS_BESIDES = 0.1;

  /** Copies the costs. */
  public Estimate {
    costs = new TreeMap<>(costs);
  }

  /**
   * Measures a sweep's networks on as many threads as those who will train them have.
   *
   * @param asked of those who train
   */
  public static Estimate of(PreparedSweep sweep, Workers asked) {
    Crew crew =
        Crew.of(sweep, asked, OptionalInt.empty(), Crew.Machine.here(), () -> ofOneTrial(sweep));
    TreeMap<Double, StepCost> costs = new TreeMap<>();
    double spread = 1;
    for (PreparedTrial trial : some(sweep.trials())) {
      StepCost cost = StepCost.measured(trial, crew.threads());
      costs.put(operations(trial), cost);
      spread = Math.max(spread, cost.usual() / cost.step());
    }
    int together = Math.max(1, Math.min(crew.workers(), sweep.total()));
    if (sweep.isDecidedOnTheWay()) {
      together = Math.min(together, sweep.header().sweep().parallel());
    }
    return new Estimate(sweep, costs, Pace.here(spread), together, crew.toString());
  }

  /** Seconds of a trial in the middle of a sweep, by its operations. */
  static double ofOneTrial(PreparedSweep sweep) {
    List<PreparedTrial> sorted = new ArrayList<>(sweep.trials());
    sorted.sort(Comparator.comparingDouble(PreparedTrial::operations));
    PreparedTrial middle = sorted.get(sorted.size() / 2);
    return StepCost.measured(middle).training(middle) + SECONDS_BESIDES;
  }

  /** The same, as if the machine had been at this pace. */
  public Estimate at(Pace other) {
    return new Estimate(sweep, costs, other, together, crew);
  }

  /** Seconds of one training on this machine, others beside it. */
  public double seconds(PreparedTrial trial) {
    double operations = operations(trial);
    Map.Entry<Double, StepCost> below = costs.floorEntry(operations);
    Map.Entry<Double, StepCost> above = costs.ceilingEntry(operations);
    if (below == null || above == null) {
      throw new IllegalArgumentException("a trial of another sweep: " + trial.planned());
    }
    double low = below.getValue().training(trial);
    double high = above.getValue().training(trial);
    double part =
        above.getKey() > below.getKey()
            ? (operations - below.getKey()) / (above.getKey() - below.getKey())
            : 0;
    return low + part * (high - low) + SECONDS_BESIDES;
  }

  /** Seconds of the whole sweep on this machine alone: whoever is free takes the next trial. */
  public double seconds() {
    if (sweep.drawing().isPresent()) {
      double mean = sweep.trials().stream().mapToDouble(this::seconds).average().orElse(0);
      return mean * sweep.total() * sweep.share() / together;
    }
    PriorityQueue<Double> free = new PriorityQueue<>(Collections.nCopies(together, 0.0));
    double end = 0;
    for (PreparedTrial trial : ListedJobs.order(sweep.trials(), together)) {
      double ended = free.remove() + seconds(trial) * sweep.share();
      end = Math.max(end, ended);
      free.add(ended);
    }
    return end;
  }

  private static List<PreparedTrial> some(List<PreparedTrial> trials) {
    TreeMap<Double, PreparedTrial> distinct = new TreeMap<>(Comparator.naturalOrder());
    trials.forEach(trial -> distinct.putIfAbsent(operations(trial), trial));
    List<PreparedTrial> sorted = List.copyOf(distinct.values());
    int count = Math.min(MEASURED, sorted.size());
    List<PreparedTrial> some = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      some.add(sorted.get(count == 1 ? 0 : k * (sorted.size() - 1) / (count - 1)));
    }
    return some;
  }

  private static double operations(PreparedTrial trial) {
    return (double) trial.network().operations() * trial.batch();
  }
}
