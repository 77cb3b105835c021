package org.fathom4j.tracking.local;

import java.util.Optional;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepPaused;
import org.fathom4j.event.SweepEvent.SweepResumed;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.Lost;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.TrialRecord;

/**
 * Something that happened in a sweep, as its journal keeps it.
 *
 * @param millis when, since 1970
 * @param event what
 * @param trial which trial's, or 0
 * @param epoch after which epoch of the trial, or 0
 * @param detail the state in which something ended, and why; else empty
 */
public record JournalEntry(long millis, Event event, int trial, int epoch, String detail) {
  /** What can happen. Epochs are in the trials' own files. */
  public enum Event {
    /** The sweep began, or went on. */
    SWEEP_STARTED,
    /** The sweep ended, or was interrupted. */
    SWEEP_ENDED,
    /** No epoch was begun from here on. */
    SWEEP_PAUSED,
    /** Epochs were begun again. */
    SWEEP_RESUMED,
    /** A trial began, or began again: what was told of it before is void. */
    STARTED,
    /** A trial trained what it was told, and waits. */
    PAUSED,
    /** A trial that waited trains on. */
    CONTINUED,
    /** The process that trained a trial was lost: another one goes on from its checkpoint. */
    LOST,
    /** A trial was broken off, as the sweep was. */
    BROKEN_OFF,
    /** A trial that waited is given up. */
    PRUNED,
    /** A trial is given up before it starts. */
    DROPPED,
    /** A trial ended. */
    ENDED
  }

  /** The entry of an event; empty for what no journal needs. */
  public static Optional<JournalEntry> of(SweepEvent event, long millis) {
    if (event instanceof SweepStarted) {
      return Optional.of(new JournalEntry(millis, Event.SWEEP_STARTED, 0, 0, ""));
    }
    if (event instanceof SweepEnded ended) {
      return Optional.of(
          new JournalEntry(millis, Event.SWEEP_ENDED, 0, 0, ended.verdict().outcome().toString()));
    }
    if (event instanceof SweepPaused || event instanceof SweepResumed) {
      Event kind = event instanceof SweepPaused ? Event.SWEEP_PAUSED : Event.SWEEP_RESUMED;
      return Optional.of(new JournalEntry(millis, kind, 0, 0, ""));
    }
    return event instanceof TrialEvent told ? ofTrial(told, millis) : Optional.empty();
  }

  private static Optional<JournalEntry> ofTrial(TrialEvent event, long millis) {
    int trial = event.number();
    JournalEntry entry = null;
    if (event instanceof TrialStarted) {
      entry = new JournalEntry(millis, Event.STARTED, trial, 0, "");
    } else if (event instanceof Paused paused) {
      entry = new JournalEntry(millis, Event.PAUSED, trial, paused.epoch(), "");
    } else if (event instanceof Continued on) {
      entry = new JournalEntry(millis, Event.CONTINUED, trial, on.epoch(), "");
    } else if (event instanceof Lost lost) {
      entry = new JournalEntry(millis, Event.LOST, trial, 0, lost.cause());
    } else if (event instanceof BrokenOff broken) {
      entry = new JournalEntry(millis, Event.BROKEN_OFF, trial, 0, broken.cause());
    } else if (event instanceof Pruned pruned) {
      entry = new JournalEntry(millis, Event.PRUNED, trial, pruned.rung(), pruned.reason());
    } else if (event instanceof Dropped dropped) {
      entry = new JournalEntry(millis, Event.DROPPED, trial, 0, dropped.trial().cause());
    } else if (event instanceof TrialEnded ended) {
      entry =
          new JournalEntry(
              millis, Event.ENDED, trial, ended.trial().epochs().size(), how(ended.trial()));
    }
    return Optional.ofNullable(entry);
  }

  private static String how(TrialRecord trial) {
    return trial.state() + (trial.cause().isEmpty() ? "" : ": " + trial.cause());
  }
}
