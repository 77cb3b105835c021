package org.fathom4j.trial;

import java.time.Duration;

/**
 * When a checkpoint is due: not before some training would be lost without it, and so rarely that
 * writing takes no more than a fiftieth of the time. For one thread.
 */
final class CheckpointPace {
  private static final long TRAINING_PER_WRITING = 50;

  private final long least;
  private long last;
  private long wait;

  /**
   * At most one in this time.
   *
   * @param now when training began, as {@link System#nanoTime} says it
   */
  CheckpointPace(Duration least, long now) {
    this.least = least.toNanos();
    this.last = now;
    this.wait = this.least;
  }

  /** Whether one is due now. */
  boolean due(long now) {
    return now - last >= wait;
  }

  /** One was written within these times: the next waits the longer, the longer this one took. */
  void kept(long from, long to) {
    last = to;
    wait = least == 0 ? 0 : Math.max(least, TRAINING_PER_WRITING * (to - from));
  }
}
