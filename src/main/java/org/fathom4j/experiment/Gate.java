package org.fathom4j.experiment;

import java.util.function.BooleanSupplier;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.SweepPaused;
import org.fathom4j.event.SweepEvent.SweepResumed;
import org.fathom4j.problem.ExperimentException;

/**
 * Where whoever is about to begin an epoch waits while the sweep is paused. A sweep that is stopped
 * or over lets everyone through. Thread-safe.
 */
final class Gate implements AutoCloseable {
  /** How often is looked whether the pause began, or is over. */
  static final long LOOK_MILLIS = 200;

  private final BooleanSupplier paused;
  private final BooleanSupplier stopped;
  private final Subscriber stream;
  private boolean told;
  private volatile boolean over;

  /**
   * A gate.
   *
   * @param paused whether a person wants a pause
   * @param stopped whether the sweep is to end
   * @param stream is told of pauses
   */
  Gate(BooleanSupplier paused, BooleanSupplier stopped, Subscriber stream) {
    this.paused = paused;
    this.stopped = stopped;
    this.stream = stream;
  }

  /** Waits while the sweep is paused. */
  void pass() {
    while (isShut()) {
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new ExperimentException("the sweep was interrupted", e);
      }
    }
  }

  /** Whether the sweep is paused now; tells of it where that is new. */
  synchronized boolean isShut() {
    if (over || stopped.getAsBoolean()) {
      return false;
    }
    boolean now = paused.getAsBoolean();
    if (now != told) {
      told = now;
      stream.on(now ? new SweepPaused() : new SweepResumed());
    }
    return now;
  }

  /** Nobody waits any more. */
  @Override
  public void close() {
    over = true;
  }
}
