package org.fathom4j.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.trial.TrialExecutor;

/** Hands out jobs while an agenda has any, and tells everyone what comes of them. */
final class SweepLoop {
  private final Agenda agenda;
  private final TrialExecutor executor;
  private final EventStream stream;
  private final TrialRecords records;
  private final BooleanSupplier stopped;
  private final Gate gate;
  private final BlockingQueue<TrialEvent> ends = new LinkedBlockingQueue<>();

  /**
   * A loop.
   *
   * @param agenda decides
   * @param executor trains
   * @param stream takes every event
   * @param records hears of that stream
   * @param stopped true hands out no more jobs
   * @param paused true keeps epochs from being begun, for as long as it is true
   */
  SweepLoop(
      Agenda agenda,
      TrialExecutor executor,
      EventStream stream,
      TrialRecords records,
      BooleanSupplier stopped,
      BooleanSupplier paused) {
    this.agenda = agenda;
    this.executor = executor;
    this.stream = stream;
    this.records = records;
    this.stopped = stopped;
    this.gate = new Gate(paused, stopped, stream);
  }

  /**
   * Runs until nothing is left to do, or until stopped.
   *
   * @throws ExperimentException if the sweep cannot go on
   */
  void run() {
    try (gate) {
      handOutAndHear();
    }
  }

  private void handOutAndHear() {
    int running = 0;
    while (true) {
      running += handOut(executor.slots() - running);
      if (running == 0) {
        return;
      }
      TrialEvent last = nextEnd();
      running--;
      agenda.tell(last);
    }
  }

  /** How many jobs were started. */
  private int handOut(int free) {
    int started = 0;
    while (started < free) {
      gate.pass();
      Optional<Agenda.Step> next = stopped.getAsBoolean() ? Optional.empty() : agenda.next();
      if (next.isEmpty()) {
        return started;
      }
      if (next.get() instanceof Agenda.Step.Train train) {
        executor.start(train.job(), this::heard);
        started++;
      } else if (next.get() instanceof Agenda.Step.Prune prune) {
        prune(prune);
      } else if (next.get() instanceof Agenda.Step.Drop drop) {
        drop(drop);
      } else if (next.get() instanceof Agenda.Step.Fail fail) {
        fail(fail);
      }
    }
    return started;
  }

  private void fail(Agenda.Step.Fail fail) {
    TrialRecord started = untrained(fail.trial(), 0);
    stream.on(new TrialStarted(started));
    stream.on(new TrialEnded(started.in(TrialState.FAILED, fail.cause(), 0)));
  }

  private void drop(Agenda.Step.Drop drop) {
    TrialRecord dropped =
        untrained(drop.trial(), drop.parameters()).in(TrialState.PRUNED, drop.reason(), 0);
    stream.on(new Dropped(dropped));
    stream.on(new TrialEnded(dropped));
  }

  private static TrialRecord untrained(PlannedTrial trial, long parameters) {
    return new TrialRecord(
        trial.number(),
        trial.parameters(),
        trial.seed(),
        trial.fold(),
        TrialState.RUNNING,
        "",
        parameters,
        "",
        List.of(),
        Map.of(),
        0);
  }

  private void prune(Agenda.Step.Prune prune) {
    stream.on(new Pruned(prune.number(), prune.rung(), prune.reason()));
    TrialRecord paused =
        records
            .trial(prune.number())
            .orElseThrow(() -> new IllegalStateException("no trial " + prune.number()));
    stream.on(new TrialEnded(paused.in(TrialState.PRUNED, prune.reason(), paused.seconds())));
  }

  /** Called by the executor's threads. */
  private void heard(SweepEvent event) {
    if (!(event instanceof BrokenOff)) {
      stream.on(event);
    }
    if (event instanceof TrialEvent told && told.last()) {
      ends.add(told);
    }
    if (isBeforeAnEpoch(event)) {
      gate.pass();
    }
  }

  private static boolean isBeforeAnEpoch(SweepEvent event) {
    return event instanceof TrialStarted
        || event instanceof Continued
        || event instanceof EpochEnded;
  }

  private TrialEvent nextEnd() {
    try {
      TrialEvent last = ends.poll(Gate.LOOK_MILLIS, TimeUnit.MILLISECONDS);
      while (last == null) {
        gate.isShut(); // a long epoch is under way, and a pause is told all the same
        last = ends.poll(Gate.LOOK_MILLIS, TimeUnit.MILLISECONDS);
      }
      if (last instanceof BrokenOff broken) {
        if (!broken.cause().isEmpty()) {
          throw new ExperimentException(broken.cause());
        }
        stream.on(broken);
      }
      return last;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExperimentException("the sweep was interrupted", e);
    }
  }
}
