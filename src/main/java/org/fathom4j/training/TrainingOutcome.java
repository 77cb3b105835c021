package org.fathom4j.training;

import java.util.List;
import java.util.Map;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialState;

/**
 * How a training ended.
 *
 * @param state COMPLETE, DIVERGED, or RUNNING where it was stopped from outside
 * @param cause why it diverged or was stopped early, or empty
 * @param epochs what each epoch measured
 * @param results metrics of the chosen epoch and of the test; empty unless complete
 */
public record TrainingOutcome(
    TrialState state, String cause, List<EpochRecord> epochs, Map<String, Double> results) {
  /** Copies the collections. */
  public TrainingOutcome {
    epochs = List.copyOf(epochs);
    results = Map.copyOf(results);
  }
}
