package org.fathom4j.metrics;

/** How a sweep ended. */
public enum Outcome {
  /** Every planned trial has its end. */
  FINISHED,
  /** At least one trial failed, or a known answer was missed. */
  FAILED,
  /** Stopped by the user; can be resumed. */
  INTERRUPTED
}
