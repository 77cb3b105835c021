package org.fathom4j.worker;

import java.util.concurrent.TimeUnit;
import org.fathom4j.event.TrialEvent.Progress;

/** Which steps are worth a frame: the last of an epoch, and others now and then. */
final class StepPace {
  private static final long LEAST = TimeUnit.MILLISECONDS.toNanos(20);

  private long next = Long.MIN_VALUE;

  /**
   * Whether this one is told.
   *
   * @param now as {@link System#nanoTime}
   */
  boolean due(Progress step, long now) {
    if (next != Long.MIN_VALUE && now - next < 0 && step.examples() < step.examplesPerEpoch()) {
      return false;
    }
    next = now + LEAST;
    return true;
  }
}
