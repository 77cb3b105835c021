package org.fathom4j.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;

/** Every trial as the events so far tell it. Thread-safe. */
public final class TrialRecords implements Subscriber {
  private final Map<Integer, Told> byNumber = new HashMap<>();

  /** A trial, and its epochs where it has no end yet. */
  private record Told(TrialRecord trial, List<EpochRecord> epochs) {
    static Told of(TrialRecord trial) {
      return new Told(trial, new ArrayList<>(trial.epochs()));
    }

    Told in(TrialState state, double seconds) {
      return new Told(trial.in(state, "", seconds), epochs);
    }

    TrialRecord whole() {
      return trial.withEpochs(epochs);
    }
  }

  @Override
  public synchronized void on(SweepEvent event) {
    if (event instanceof SweepStarted started) {
      started.sweep().trials().forEach(trial -> byNumber.put(trial.number(), Told.of(trial)));
    } else if (event instanceof TrialStarted started) {
      byNumber.put(started.number(), Told.of(started.trial()));
    } else if (event instanceof EpochEnded ended) {
      told(ended.number()).epochs().add(ended.epoch());
    } else if (event instanceof Paused paused) {
      Told told = told(paused.number());
      byNumber.put(paused.number(), told.in(TrialState.PAUSED, paused.seconds()));
    } else if (event instanceof Continued on) {
      Told told = told(on.number());
      byNumber.put(on.number(), told.in(TrialState.RUNNING, told.trial().seconds()));
    } else if (event instanceof TrialEnded ended) {
      byNumber.put(ended.number(), Told.of(ended.trial()));
    }
  }

  private Told told(int number) {
    Told told = byNumber.get(number);
    if (told == null) {
      throw new IllegalStateException("nothing was told of the start of trial " + number);
    }
    return told;
  }

  /** The trial of that number; empty where it has not started. */
  public synchronized Optional<TrialRecord> trial(int number) {
    return Optional.ofNullable(byNumber.get(number)).map(Told::whole);
  }

  /** Every trial that has started, in order of number. */
  public synchronized List<TrialRecord> trials() {
    return byNumber.values().stream()
        .map(Told::whole)
        .sorted(Comparator.comparingInt(TrialRecord::number))
        .toList();
  }

  @Override
  public void close() {
    // Holds memory alone.
  }
}
