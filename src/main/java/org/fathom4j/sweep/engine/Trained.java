package org.fathom4j.sweep.engine;

import java.util.List;
import org.fathom4j.metrics.TrialState;

/**
 * How an order came out.
 *
 * @param state {@link TrialState#RUNNING} where the trial paused at the end of its order and can go
 *     on; else how the trial ended
 * @param losses by epoch from the order's first, smaller is better; as many as were trained
 * @param cause why it failed or diverged, else empty
 */
public record Trained(TrialState state, List<Double> losses, String cause) {
  /** Copies the losses. */
  public Trained {
    losses = List.copyOf(losses);
  }
}
