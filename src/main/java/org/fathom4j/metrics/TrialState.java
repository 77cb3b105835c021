package org.fathom4j.metrics;

/** How far a trial has come, or how it ended. */
public enum TrialState {
  /** Started and not ended; after a crash, a trial to be trained again. */
  RUNNING,
  /** Trained as far as it was told, its checkpoint kept: it is to be promoted or given up. */
  PAUSED,
  /** Trained to its end and tested. */
  COMPLETE,
  /** Ended early by the sweep, as others did better. */
  PRUNED,
  /** The loss became infinite or not a number; a result, not an error. */
  DIVERGED,
  /** Ended by an error, which the record carries. */
  FAILED;

  /** Whether the trial has its end, a failure included. */
  public boolean ended() {
    return this != RUNNING && this != PAUSED;
  }

  /** Whether the trial has its result and a resumed sweep leaves it alone. */
  public boolean finished() {
    return this == COMPLETE || this == PRUNED || this == DIVERGED;
  }
}
