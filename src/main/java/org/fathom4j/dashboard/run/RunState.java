package org.fathom4j.dashboard.run;

import java.util.Locale;
import java.util.Optional;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.tracking.local.FollowedRun;

/** Where a run stands. */
public enum RunState {
  /** A process writes it. */
  RUNNING("running"),
  /** A process writes it, and begins no epoch until it is resumed. */
  PAUSED("paused"),
  /** Every trial has its end. */
  FINISHED("finished"),
  /** A trial failed, or a known answer was missed. */
  FAILED("failed"),
  /** Stopped; can be resumed. */
  INTERRUPTED("interrupted"),
  /** Its process ended without a word; can be resumed. */
  CRASHED("crashed"),
  /** Its files cannot be read. */
  DAMAGED("damaged");

  private final String word;

  RunState(String word) {
    this.word = word;
  }

  /** In one word, also in addresses. */
  public String word() {
    return word;
  }

  /** The state of that word. */
  public static Optional<RunState> of(String word) {
    for (RunState state : values()) {
      if (state.word.equals(word.toLowerCase(Locale.ROOT))) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** A run that has its end is over, even while its process sends the last to a server. */
  static RunState of(FollowedRun run) {
    return run.ending()
        .map(ending -> of(ending.outcome()))
        .orElseGet(() -> !run.beingWritten() ? CRASHED : run.paused() ? PAUSED : RUNNING);
  }

  /** Whether a process is at it. */
  public boolean isUnderWay() {
    return this == RUNNING || this == PAUSED;
  }

  private static RunState of(Outcome outcome) {
    return switch (outcome) {
      case FINISHED -> FINISHED;
      case FAILED -> FAILED;
      case INTERRUPTED -> INTERRUPTED;
    };
  }
}
