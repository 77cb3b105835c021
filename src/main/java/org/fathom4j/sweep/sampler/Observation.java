package org.fathom4j.sweep.sampler;

import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.space.Point;

/**
 * A trial as a sampler sees it.
 *
 * @param number from 1, in the order of asking
 * @param point what was tried
 * @param state how far it has come or how it ended
 * @param loss what it reached, smaller is better: the objective, or minus an objective to be
 *     maximized; of a pruned trial what it had when it was stopped; infinite where it has none
 * @param epoch the epoch in which a pruned trial was stopped, else 0; a trial that waits, or trains
 *     on after it did, is shown as pruned there until it ends
 */
public record Observation(int number, Point point, TrialState state, double loss, int epoch) {
  /** A loss that is not a number counts as infinite, so that none of them is ever the best. */
  public Observation {
    if (Double.isNaN(loss)) {
      loss = Double.POSITIVE_INFINITY;
    }
    if (state == TrialState.COMPLETE && Double.isInfinite(loss)) {
      state = TrialState.DIVERGED;
    }
  }

  /** A trial of which nothing is known yet. */
  static Observation running(int number, Point point) {
    return new Observation(number, point, TrialState.RUNNING, Double.POSITIVE_INFINITY, 0);
  }

  /** Whether it reached its end with a number. */
  public boolean complete() {
    return state == TrialState.COMPLETE;
  }

  /** Whether nothing is known of it yet. */
  public boolean running() {
    return state == TrialState.RUNNING;
  }
}
