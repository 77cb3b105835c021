package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.ExperimentException;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.fathom4j.study.StudyContext.FinishedSweep;
import org.fathom4j.tracking.Tracker;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialJob;

/** Runs every trial of a sweep that is not finished yet, and tells the trackers. */
public final class SweepRunner {
  private final PreparedSweep sweep;
  private final RunOptions options;
  private final Console console;
  private final BooleanSupplier stopped;
  private final long started = System.nanoTime();

  /**
   * A runner.
   *
   * @param sweep the checked experiment
   * @param options how it is run
   * @param console where a person watches
   * @param stopped asked between steps; true ends the sweep in a state that can be resumed
   */
  public SweepRunner(
      PreparedSweep sweep, RunOptions options, Console console, BooleanSupplier stopped) {
    this.sweep = sweep;
    this.options = options;
    this.console = console;
    this.stopped = stopped;
  }

  /**
   * Runs to the end, or until stopped.
   *
   * @throws InvalidSpecException if the data cannot be had or the store cannot be written: nothing
   *     was started
   */
  public SweepResult run() {
    Map<Integer, TrialRecord> finished = finishedBefore();
    load(finished);
    try (LocalStore store = LocalStore.open(options.store());
        Tracker tracker = Trackers.of(store, options, console)) {
      Provenance provenance = Origin.of(options.device());
      RecordMaker maker =
          new RecordMaker(id(provenance), sweep, options, info(), provenance, started);
      tracker.sweepStarted(maker.record(finished));
      Map<Integer, TrialRecord> all = trials(finished, store, tracker);
      Optional<Lesson> lesson =
          stopped.getAsBoolean()
              ? Optional.empty()
              : Lessons.of(sweep, maker.record(all), context(maker.record(all)));
      return new Closing(store, tracker, stopped.getAsBoolean()).of(maker.record(all), lesson);
    }
  }

  private StudyContext context(SweepRecord record) {
    return new StudyContext(
        console::status,
        stopped,
        firstData().map(split -> new FinishedSweep(record, options.store(), split)));
  }

  private String id(Provenance provenance) {
    return options.resume()
        ? LocalStore.read(options.store()).id()
        : options.store().toAbsolutePath().getFileName() + "-" + provenance.startedMillis();
  }

  private Map<Integer, TrialRecord> finishedBefore() {
    Map<Integer, TrialRecord> finished = new TreeMap<>();
    if (!options.resume()) {
      return finished;
    }
    SweepRecord before = LocalStore.read(options.store());
    if (!before.specHash().equals(sweep.file().specHash())) {
      throw new InvalidSpecException(
          "--resume: "
              + options.store()
              + " holds a run of a different experiment (its specification has hash "
              + before.specHash().substring(0, 12)
              + ", this one "
              + sweep.file().specHash().substring(0, 12)
              + "). Give the same file, preset and overrides as then, or start anew without --resume.");
    }
    for (TrialRecord trial : before.trials()) {
      if (trial.state().finished()) {
        finished.put(trial.number(), trial);
      }
    }
    if (!sweep.trials().isEmpty()) {
      console.line(
          finished.size() + " of " + sweep.trials().size() + " trials are finished and kept");
    }
    return finished;
  }

  /** Reads each data set that a trial still needs, before anything is started. */
  private void load(Map<Integer, TrialRecord> finished) {
    for (PreparedTrial trial : sweep.trials()) {
      if (!finished.containsKey(trial.planned().number())) {
        sweep.binding().examples(trial.data());
      }
    }
  }

  private Optional<DataSplit> firstData() {
    return sweep.trials().stream().findFirst().map(first -> sweep.binding().examples(first.data()));
  }

  private TrialJob job(PreparedTrial trial) {
    Budget whole = new Budget(1, trial.training().epochs());
    return TrialJob.of(trial.planned(), whole, sweep.file());
  }

  private DataInfo info() {
    return firstData().map(DataSplit::info).orElse(DataInfo.NONE);
  }

  private Map<Integer, TrialRecord> trials(
      Map<Integer, TrialRecord> finished, LocalStore store, Tracker tracker) {
    TrialRunner runner =
        new TrialRunner(sweep.binding(), store, options.checkpoints(), tracker, console, stopped);
    Map<Integer, TrialRecord> all = new TreeMap<>(finished);
    ExecutorService workers = Executors.newFixedThreadPool(options.workers());
    try {
      List<Future<TrialRecord>> running = new ArrayList<>();
      for (PreparedTrial trial : sweep.trials()) {
        if (!finished.containsKey(trial.planned().number())) {
          running.add(workers.submit(() -> stopped.getAsBoolean() ? null : runner.run(job(trial))));
        }
      }
      for (Future<TrialRecord> trial : running) {
        TrialRecord record = trial.get();
        if (record != null && record.state() != TrialState.RUNNING) {
          all.put(record.number(), record);
        }
      }
      return all;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExperimentException("the sweep was interrupted", e);
    } catch (ExecutionException e) {
      Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
      if (cause instanceof ExperimentException told) {
        throw told;
      }
      throw new ExperimentException(
          "the sweep cannot go on: " + cause + "; resume it once that is mended", cause);
    } finally {
      workers.shutdownNow();
    }
  }
}
