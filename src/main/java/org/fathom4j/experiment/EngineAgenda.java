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
import org.fathom4j.config.SweepSpec;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.engine.Effort;
import org.fathom4j.sweep.engine.Ending;
import org.fathom4j.sweep.engine.Order;
import org.fathom4j.sweep.engine.SweepEngine;
import org.fathom4j.sweep.engine.SweepRules;
import org.fathom4j.sweep.engine.Trained;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.NoPruner;
import org.fathom4j.sweep.registry.Pruners;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.TrialJob;

/**
 * The trials that a sweep's engine asks for: a sampler chooses their points, a pruner says how far
 * each is trained. What was trained before a resume is shown to the engine again, order by order,
 * so that it stands where it stood.
 */
final class EngineAgenda implements Agenda {
  private final PreparedSweep sweep;
  private final Arms arms;
  private final SweepEngine engine;
  private Before before;
  private final IntFunction<Optional<TrialRecord>> known;
  private final Set<Order> handedOut = new HashSet<>();
  private final Map<Integer, Order> running = new HashMap<>();
  private final Queue<Step> prunings = new ArrayDeque<>();

  /**
   * An agenda.
   *
   * @param sweep with trials
   * @param before what a resumed sweep has already
   * @param known a trial as the events so far tell it
   */
  EngineAgenda(PreparedSweep sweep, Before before, IntFunction<Optional<TrialRecord>> known) {
    this.sweep = sweep;
    this.before = before;
    this.known = known;
    this.arms = sweep.arms();
    SweepSpec spec = sweep.header().sweep();
    this.engine =
        new SweepEngine(
            arms.search(),
            arms.sampler(),
            new SweepRules(
                arms.replicates(),
                spec.pruner().map(pruner -> Pruners.of(pruner, epochs())).orElseGet(NoPruner::new),
                spec.parallel(),
                effort()));
  }

  /** Epochs of a whole training, which all trials have alike. */
  private int epochs() {
    return sweep.trials().get(0).training().epochs();
  }

  private Effort effort() {
    return new Effort() {
      @Override
      public int epochs(Point point) {
        return arms.cost(point).map(Arms.Cost::epochs).orElseGet(EngineAgenda.this::epochs);
      }

      @Override
      public double operations(Point point) {
        return arms.cost(point).map(cost -> cost.operations() / cost.epochs()).orElse(0.0);
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
      Arms.Bound bound = arms.trial(order.number(), order.point(), order.replicate());
      Optional<Trained> trained = before.of(order, bound, this::trained);
      if (trained.isPresent()) {
        engine.ended(order.number(), trained.get());
      } else if (bound.prepared().isPresent()) {
        running.put(order.number(), order);
        return Optional.of(new Step.Train(job(order, bound)));
      } else {
        engine.ended(order.number(), new Trained(TrialState.FAILED, List.of(), bound.problem()));
        return Optional.of(new Step.Fail(bound.planned(), bound.problem()));
      }
    }
  }

  private TrialJob job(Order order, Arms.Bound bound) {
    return TrialJob.of(bound.planned(), new Budget(order.from(), order.to()), sweep.file());
  }

  /** Trials that a pruner ended, but for those whose end was told before. */
  private void recordPrunings() {
    for (Ending ending : engine.endings()) {
      if (ending.state() == TrialState.PRUNED && !before.ended(ending.number())) {
        Curve curve = engine.trials().get(ending.number() - 1);
        prunings.add(
            curve.epochs() == 0
                ? drop(curve, ending.cause())
                : new Step.Prune(ending.number(), curve.epochs(), ending.cause()));
      }
    }
  }

  /** No trial that started has trained nothing when a pruner ends it. */
  private Step drop(Curve curve, String reason) {
    Arms.Bound bound = arms.trial(curve.number(), curve.point(), curve.replicate());
    long parameters = bound.prepared().map(trial -> trial.network().parameters()).orElse(0L);
    return new Step.Drop(bound.planned(), parameters, arms.words(reason));
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
    if (state != TrialState.RUNNING && trial.epochs().size() > order.to()) {
      // Its checkpoint was one of a later order, before a kill: that order will find its end.
      before = before.and(trial);
      state = TrialState.RUNNING;
    }
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
