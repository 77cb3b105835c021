package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.config.PrunerSpec;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.engine.Effort;
import org.fathom4j.sweep.engine.Order;
import org.fathom4j.sweep.engine.Simulation;
import org.fathom4j.sweep.engine.SweepEngine;
import org.fathom4j.sweep.engine.SweepRules;
import org.fathom4j.sweep.engine.Trained;
import org.fathom4j.sweep.grid.Grid;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.registry.Pruners;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/** Runs a sweep's recorded curves through the engine with each pruner, on a virtual clock. */
final class Replays {
  private static final int FEWEST_TRIALS = 8;
  private static final int MOST_TRIALS = 500;
  private static final int FEWEST_EPOCHS = 3;

  /** As {@code sweep.parallel} is where a file does not say. */
  private static final int LOGICAL_WORKERS = 4;

  private static final String ARM = "arm";

  /** With their defaults. */
  private static final Map<String, PrunerSpec> PRUNERS = new LinkedHashMap<>();

  static {
    PRUNERS.put("asha", new PrunerSpec.Asha(1, 3));
    PRUNERS.put("halving", new PrunerSpec.Halving(1, 3));
    PRUNERS.put("hyperband", new PrunerSpec.Hyperband(3));
    PRUNERS.put("median", new PrunerSpec.Median(5, 0));
  }

  private final SweepRecord sweep;
  private final List<List<TrialRecord>> arms;
  private final int epochs;

  private Replays(SweepRecord sweep, List<List<TrialRecord>> arms, int epochs) {
    this.sweep = sweep;
    this.arms = arms;
    this.epochs = epochs;
  }

  /** None where a trial was not trained to its end, or where there is little to prune. */
  static List<Replay> of(SweepRecord sweep, List<Arm> arms) {
    List<TrialRecord> trials = sweep.trials();
    List<Integer> lengths = trials.stream().map(t -> t.epochs().size()).distinct().toList();
    boolean whole = trials.stream().allMatch(t -> t.state() == TrialState.COMPLETE);
    boolean even = arms.stream().map(arm -> arm.trials().size()).distinct().count() == 1;
    if (!whole
        || !even
        || lengths.size() != 1
        || lengths.get(0) < FEWEST_EPOCHS
        || trials.size() < FEWEST_TRIALS
        || trials.size() > MOST_TRIALS) {
      return List.of();
    }
    List<List<TrialRecord>> paired =
        arms.stream()
            .map(arm -> arm.trials().stream().sorted(Comparator.comparing(Run::of)).toList())
            .toList();
    Replays replays = new Replays(sweep, paired, lengths.get(0));
    List<Replay> all = new ArrayList<>();
    PRUNERS.forEach((name, spec) -> all.add(replays.replay(name, spec)));
    return all;
  }

  private Replay replay(String name, PrunerSpec spec) {
    Axis axis = new Axis.Ints(1, arms.size(), 1, false, arms.size());
    Search search = new Search(Space.empty().with(ARM, axis), arms.size(), 1);
    int replicates = arms.get(0).size();
    SweepRules rules =
        new SweepRules(replicates, Pruners.of(spec, epochs), LOGICAL_WORKERS, effort());
    SweepEngine engine = new SweepEngine(search, new Grid(search), rules);
    Simulation simulation = Simulation.of(engine, 1, this::trained, this::seconds);
    int trained = simulation.trials().stream().mapToInt(Curve::epochs).sum();
    double all = sweep.trials().stream().mapToDouble(t -> seconds(t, 1, epochs)).sum();
    return new Replay(
        name,
        trained,
        epochs * sweep.trials().size(),
        simulation.seconds(),
        all,
        Math.max(0, chosen(simulation) - best()));
  }

  /** Size decides how long an epoch is taken to be, as it does in a sweep. */
  private Effort effort() {
    return new Effort() {
      @Override
      public int epochs(Point point) {
        return epochs;
      }

      @Override
      public double operations(Point point) {
        return Math.max(1, arms.get(place(point)).get(0).networkParameters());
      }
    };
  }

  private Trained trained(Order order) {
    List<Double> losses =
        trial(order).epochs().subList(order.from() - 1, order.to()).stream()
            .map(this::loss)
            .toList();
    TrialState state = order.to() == epochs ? TrialState.COMPLETE : TrialState.RUNNING;
    return new Trained(state, losses, "");
  }

  private double seconds(Order order) {
    return seconds(trial(order), order.from(), order.to());
  }

  private static double seconds(TrialRecord trial, int from, int to) {
    return trial.epochs().subList(from - 1, to).stream()
        .mapToDouble(epoch -> epoch.metrics().getOrDefault(Metric.EPOCH_SECONDS, 0.0))
        .sum();
  }

  /** The whole training's loss of the trial that would have been chosen. */
  private double chosen(Simulation simulation) {
    return simulation.trials().stream()
        .filter(curve -> curve.state() == TrialState.COMPLETE)
        .mapToDouble(Curve::best)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double best() {
    return sweep.trials().stream()
        .flatMap(trial -> trial.epochs().stream())
        .mapToDouble(this::loss)
        .filter(loss -> !Double.isNaN(loss))
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private double loss(EpochRecord epoch) {
    double value = epoch.metrics().getOrDefault(sweep.objective(), Double.NaN);
    return sweep.maximize() ? -value : value;
  }

  private TrialRecord trial(Order order) {
    return arms.get(place(order.point())).get(order.replicate());
  }

  private static int place(Point point) {
    return ((Number) point.get(ARM)).intValue() - 1;
  }
}
