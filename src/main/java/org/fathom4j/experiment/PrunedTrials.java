package org.fathom4j.experiment;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntFunction;
import org.fathom4j.config.PrunerSpec;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.asha.Asha;
import org.fathom4j.sweep.asha.Hyperband;
import org.fathom4j.sweep.engine.Effort;
import org.fathom4j.sweep.engine.Ending;
import org.fathom4j.sweep.engine.Order;
import org.fathom4j.sweep.engine.SweepEngine;
import org.fathom4j.sweep.engine.SweepRules;
import org.fathom4j.sweep.engine.Trained;
import org.fathom4j.sweep.grid.Grid;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;
import org.fathom4j.sweep.stopping.MedianStop;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialJob;
import org.jspecify.annotations.Nullable;

/**
 * The trials of a list, of which a pruner says how far each is trained. What was trained before a
 * resume is shown to the engine again, order by order, so that it stands where it stood.
 */
final class PrunedTrials implements Agenda {
  private static final String ARM = "arm";

  private final PreparedSweep sweep;
  private final SweepEngine engine;
  private final Map<Integer, TrialRecord> before;
  private final IntFunction<Optional<TrialRecord>> known;
  private final Set<Order> handedOut = new HashSet<>();
  private final Map<Integer, Order> running = new HashMap<>();
  private final Queue<Step> prunings = new ArrayDeque<>();

  /**
   * An agenda.
   *
   * @param sweep with a pruner; its trials are all points, once for each seed and fold
   * @param before the trials of before that are finished or paused
   * @param known a trial as the events so far tell it
   */
  PrunedTrials(
      PreparedSweep sweep,
      Map<Integer, TrialRecord> before,
      IntFunction<Optional<TrialRecord>> known) {
    this.sweep = sweep;
    this.before = Map.copyOf(before);
    this.known = known;
    int points = points(sweep.trials());
    int trials = sweep.trials().size();
    Space arms = Space.empty().with(ARM, new Axis.Ints(1, points, 1, false, points));
    Search search = new Search(arms, points, 1);
    SweepSpec spec = sweep.header().sweep();
    this.engine =
        new SweepEngine(
            search,
            new Grid(search),
            new SweepRules(
                trials / points,
                pruner(spec.pruner().orElseThrow(), epochs(sweep.trials())),
                spec.parallel(),
                effort()));
  }

  /** The list has every point once for the first seed, then for the next. */
  private static int points(List<PreparedTrial> trials) {
    PreparedTrial first = trials.get(0);
    return (int)
        trials.stream()
            .filter(trial -> trial.planned().seed() == first.planned().seed())
            .filter(trial -> trial.planned().fold() == first.planned().fold())
            .count();
  }

  /** Epochs of a whole training, which all trials have alike. */
  private static int epochs(List<PreparedTrial> trials) {
    return trials.get(0).training().epochs();
  }

  private static Pruner pruner(PrunerSpec spec, int epochs) {
    if (spec instanceof PrunerSpec.Asha asha) {
      return new Asha(asha.first(), asha.eta(), epochs);
    }
    return spec instanceof PrunerSpec.Median median
        ? new MedianStop(median.startup(), median.warmup())
        : new Hyperband(epochs, ((PrunerSpec.Hyperband) spec).eta());
  }

  private Effort effort() {
    return new Effort() {
      @Override
      public int epochs(Point point) {
        return trial(point).training().epochs();
      }

      @Override
      public double operations(Point point) {
        return trial(point).operations() / trial(point).training().epochs();
      }

      private PreparedTrial trial(Point point) {
        return sweep.trials().get(((Number) point.get(ARM)).intValue() - 1);
      }
    };
  }

  @Override
  public Optional<Step> next() {
    while (true) {
      recordPrunings();
      if (!prunings.isEmpty()) {
        return Optional.of(prunings.remove());
      }
      Optional<Order> due =
          engine.due().stream().filter(order -> !handedOut.contains(order)).findFirst();
      if (due.isEmpty()) {
        return Optional.empty();
      }
      Order order = due.get();
      handedOut.add(order);
      Optional<Trained> trained = trainedBefore(order);
      if (trained.isEmpty()) {
        running.put(order.number(), order);
        return Optional.of(new Step.Train(job(order)));
      }
      engine.ended(order.number(), trained.get());
    }
  }

  private TrialJob job(Order order) {
    PreparedTrial trial = sweep.trials().get(order.number() - 1);
    return TrialJob.of(trial.planned(), new Budget(order.from(), order.to()), sweep.file());
  }

  /** Trials that a pruner ended, but for those whose end was told before. */
  private void recordPrunings() {
    for (Ending ending : engine.endings()) {
      boolean told = isFinished(before.get(ending.number()));
      if (ending.state() == TrialState.PRUNED && !told) {
        int rung = engine.trials().get(ending.number() - 1).epochs();
        prunings.add(new Step.Prune(ending.number(), rung, ending.cause()));
      }
    }
  }

  private static boolean isFinished(@Nullable TrialRecord trial) {
    return trial != null && trial.state().finished();
  }

  /** What came of an order before the resume; empty where it has to be trained. */
  private Optional<Trained> trainedBefore(Order order) {
    TrialRecord trial = before.get(order.number());
    if (trial == null) {
      return Optional.empty();
    }
    int done = trial.epochs().size();
    boolean complete = trial.state() == TrialState.COMPLETE && done <= order.to();
    boolean diverged =
        trial.state() == TrialState.DIVERGED && (done < order.to() || isWhole(order));
    if (complete || diverged) {
      return Optional.of(trained(order, trial, trial.state()));
    }
    return done >= order.to()
        ? Optional.of(trained(order, trial, TrialState.RUNNING))
        : Optional.empty();
  }

  private boolean isWhole(Order order) {
    return order.to() == sweep.trials().get(order.number() - 1).training().epochs();
  }

  @Override
  public void tell(TrialEvent last) {
    if (last instanceof BrokenOff) {
      return;
    }
    Order order = Objects.requireNonNull(running.remove(last.number()));
    TrialRecord trial =
        last instanceof TrialEnded ended ? ended.trial() : known.apply(last.number()).orElseThrow();
    TrialState state = last instanceof TrialEnded ? trial.state() : TrialState.RUNNING;
    engine.ended(order.number(), trained(order, trial, state));
  }

  /** The losses of the order's epochs: the objective, or minus one that is to be large. */
  private Trained trained(Order order, TrialRecord trial, TrialState state) {
    SweepSpec spec = sweep.header().sweep();
    double sign = spec.maximize() ? -1 : 1;
    int to = Math.min(order.to(), trial.epochs().size());
    List<Double> losses =
        trial.epochs().subList(Math.min(to, order.from() - 1), to).stream()
            .map(epoch -> sign * epoch.metrics().getOrDefault(spec.objective(), Double.NaN))
            .toList();
    return new Trained(state, losses, trial.cause());
  }
}
