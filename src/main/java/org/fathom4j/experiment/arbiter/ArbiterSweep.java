package org.fathom4j.experiment.arbiter;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.deeplearning4j.arbiter.optimize.config.OptimizationConfiguration;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.experiment.Closing;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.engine.Effort;
import org.fathom4j.sweep.engine.Order;
import org.fathom4j.sweep.engine.SweepEngine;
import org.fathom4j.sweep.engine.SweepRules;
import org.fathom4j.sweep.engine.Trained;
import org.fathom4j.sweep.pruner.NoPruner;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Runs an optimization configuration that was written for Arbiter, unchanged:
 *
 * <pre>
 * SweepResult result = new ArbiterSweep(configuration, folder, 2).run();
 * </pre>
 *
 * <p>Its parameter space (a MultiLayerSpace), kind of generator, data, score function and
 * termination conditions hold. Arbiter's runner has no part in it: a candidate that cannot be built
 * or trained is FAILED with its cause and counts, a score that is no number is DIVERGED and never
 * the best, a grid ends where its points do, and no more candidates start than are asked for.
 * Results are in the local store, with a report; the configuration's own result saver is not asked.
 * What is under way when a condition ends the sweep is trained to its end. Without {@code rngSeed}
 * the search's seed is 1, and that of a network without one is the candidate's number.
 *
 * <p>Errors: {@link org.fathom4j.problem.InvalidSpecException} for another generator than random,
 * grid or genetic search, or another space than one of MultiLayerNetworks.
 */
public final class ArbiterSweep {
  /** Results decide what genetic search tries as if so many trained side by side. */
  private static final int LOGICAL = 4;

  private static final Effort ALIKE =
      new Effort() {
        @Override
        public int epochs(Point point) {
          return 1;
        }

        @Override
        public double operations(Point point) {
          return 1;
        }
      };

  private final OptimizationConfiguration configuration;
  private final Path store;
  private final int workers;

  /**
   * A sweep.
   *
   * @param configuration what is searched, data, score and end
   * @param store folder for the results
   * @param workers candidates trained side by side, at least 1
   */
  public ArbiterSweep(OptimizationConfiguration configuration, Path store, int workers) {
    this.configuration = configuration;
    this.store = store;
    this.workers = workers;
  }

  /** Runs until every candidate has ended or a termination condition holds. */
  public SweepResult run() {
    Candidates candidates = Candidates.of(configuration);
    SweepSoFar soFar = new SweepSoFar(configuration, candidates.total());
    configuration.getTerminationConditions().forEach(condition -> condition.initialize(soFar));
    LocalStore local = LocalStore.open(store);
    TrialRecords records = new TrialRecords();
    SweepNotes notes = SweepNotes.of(configuration, candidates, store);
    try (EventStream stream = new EventStream()) {
      stream.subscribe(local);
      stream.subscribe(records);
      stream.on(new SweepStarted(notes.record(List.of())));
      train(candidates, soFar, new CandidateRun(configuration, candidates, local.files()), stream);
      return new Closing(local, stream, false)
          .of(notes.record(records.trials()), Optional.empty(), Optional.empty());
    }
  }

  private void train(
      Candidates candidates, SweepSoFar soFar, CandidateRun run, EventStream stream) {
    SweepEngine engine =
        new SweepEngine(
            candidates.search(),
            candidates.sampler(),
            new SweepRules(1, new NoPruner(), Math.max(LOGICAL, workers), ALIKE));
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    BlockingQueue<TrialRecord> ends = new LinkedBlockingQueue<>();
    Set<Integer> started = new HashSet<>();
    int running = 0;
    try {
      while (true) {
        for (Order order : engine.due()) {
          if (running < workers && !started.contains(order.number()) && !soFar.over()) {
            started.add(order.number());
            running++;
            TrialRecord trial = run.started(order);
            stream.on(new TrialStarted(trial));
            threads.execute(() -> ends.add(run.ended(trial, order.point())));
          }
        }
        if (running == 0) {
          return;
        }
        TrialRecord ended = next(ends);
        running--;
        ended.epochs().forEach(e -> stream.on(new EpochEnded(ended.number(), e)));
        stream.on(new TrialEnded(ended));
        tell(soFar, engine, ended);
      }
    } finally {
      threads.shutdown();
    }
  }

  private static void tell(SweepSoFar soFar, SweepEngine engine, TrialRecord ended) {
    double score = ended.result(SweepNotes.BEST);
    boolean minimize = soFar.getConfiguration().getScoreFunction().minimize();
    if (ended.state() == TrialState.COMPLETE) {
      soFar.completed(ended.number() - 1, score);
    } else {
      soFar.failed();
    }
    List<Double> losses =
        ended.state() == TrialState.COMPLETE ? List.of(minimize ? score : -score) : List.of();
    engine.ended(ended.number(), new Trained(ended.state(), losses, ended.cause()));
  }

  private static TrialRecord next(BlockingQueue<TrialRecord> ends) {
    try {
      return ends.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExperimentException("the sweep was interrupted", e);
    }
  }
}
