package org.fathom4j.tracking;

import java.util.List;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * Tells several trackers, each event in their order: the local store goes first, so that an event
 * is safe on disk before it goes anywhere else. Threads that tell at the same time are let in one
 * by one. Closing closes all, whatever one of them does.
 */
public final class CompositeTracker implements Tracker {
  private final List<Tracker> trackers;

  /** Takes the trackers over: they are closed with this one. */
  public CompositeTracker(List<? extends Tracker> trackers) {
    this.trackers = List.copyOf(trackers);
  }

  @Override
  public synchronized void sweepStarted(SweepRecord sweep) {
    trackers.forEach(t -> t.sweepStarted(sweep));
  }

  @Override
  public synchronized void trialStarted(TrialRecord trial) {
    trackers.forEach(t -> t.trialStarted(trial));
  }

  @Override
  public synchronized void epochEnded(TrialRecord trial, EpochRecord epoch) {
    trackers.forEach(t -> t.epochEnded(trial, epoch));
  }

  @Override
  public synchronized void trialEnded(TrialRecord trial) {
    trackers.forEach(t -> t.trialEnded(trial));
  }

  @Override
  public synchronized void sweepEnded(SweepRecord sweep, Artifacts artifacts, Outcome outcome) {
    trackers.forEach(t -> t.sweepEnded(sweep, artifacts, outcome));
  }

  @Override
  public void close() {
    close(0);
  }

  private void close(int from) {
    if (from < trackers.size()) {
      try {
        close(from + 1);
      } finally {
        trackers.get(from).close();
      }
    }
  }
}
