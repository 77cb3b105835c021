package org.fathom4j.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.event.EventJson;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Lost;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.trial.JobRunner;
import org.fathom4j.trial.TrialJob;
import org.jspecify.annotations.Nullable;

/** One job, in one worker or, where that is lost, in a second one. For one thread. */
final class Conversation {
  private final long start = System.nanoTime();
  private final Setting setting;
  private final TrialJob job;
  private final Consumer<? super SweepEvent> listener;
  private final BooleanSupplier stopping;
  private final List<EpochRecord> epochs = new ArrayList<>();
  private TrialRecord trial;
  private boolean underWay;
  private @Nullable RuntimeException unheard;

  Conversation(
      Setting setting,
      TrialJob job,
      Consumer<? super SweepEvent> listener,
      BooleanSupplier stopping) {
    this.setting = setting;
    this.job = job;
    this.listener = listener;
    this.stopping = stopping;
    this.trial =
        new TrialRecord(
            job.number(),
            job.parameters(),
            job.seed(),
            job.fold(),
            TrialState.RUNNING,
            "",
            0,
            "",
            List.of(),
            Map.of(),
            0);
  }

  /**
   * Has a worker train the job.
   *
   * @param again whether it was begun before and lost
   * @return the last event; empty where the worker was lost
   */
  Optional<TrialEvent> with(WorkerProcess worker, boolean again) {
    if (!worker.isReady()) {
      return Optional.empty();
    }
    worker.order(new Order.Train(setting, job, again));
    for (Optional<String> text = worker.next(); text.isPresent(); text = worker.next()) {
      SweepEvent event = EventJson.read(text.get());
      if (event instanceof TrialEvent told && told.last()) {
        return Optional.of(
            unheard == null ? told : new BrokenOff(job.number(), JobRunner.cause(unheard)));
      }
      hear(event);
      if (!(event instanceof Progress)) {
        worker.order(new Order.Heard(unheard != null || stopping.getAsBoolean()));
      }
    }
    return Optional.empty();
  }

  private void hear(SweepEvent event) {
    if (event instanceof TrialStarted started) {
      trial = started.trial();
      underWay = true;
    } else if (event instanceof Continued) {
      underWay = true;
    } else if (event instanceof EpochEnded ended) {
      epochs.add(ended.epoch());
    }
    try {
      if (unheard == null) {
        listener.accept(event);
      }
    } catch (RuntimeException failure) { // the sweep's, not the trial's: it breaks the job off
      unheard = failure;
    }
  }

  /** The worker was lost, and another one tries. */
  void lost(Ending ending) {
    String cause = ending.toString();
    hear(
        Remark.warning(
            "trial %d: the worker process %s; it goes on from its last checkpoint"
                .formatted(job.number(), cause)));
    if (underWay) {
      hear(new Lost(job.number(), cause));
    }
    underWay = false;
    epochs.clear();
  }

  /** The end of a job whose workers were lost. */
  TrialEvent failed(String cause) {
    begin();
    return new TrialEnded(
        new TrialRecord(
            trial.number(),
            trial.parameters(),
            trial.seed(),
            trial.fold(),
            TrialState.FAILED,
            cause,
            trial.networkParameters(),
            trial.engine(),
            epochs,
            Map.of(),
            (System.nanoTime() - start) / 1e9));
  }

  /** The end of a job that is over while its worker is lost. */
  TrialEvent brokenOff() {
    return brokenOff(unheard == null ? "" : JobRunner.cause(unheard));
  }

  /** The end of a job that cannot go on. */
  TrialEvent brokenOff(String cause) {
    begin();
    return new BrokenOff(job.number(), cause);
  }

  /** A trial begins before it ends. */
  private void begin() {
    if (!underWay) {
      hear(new TrialStarted(trial));
    }
  }

  /** Whether the job's end is due, whatever becomes of the worker. */
  boolean isOver() {
    return unheard != null || stopping.getAsBoolean();
  }
}
