package org.fathom4j.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.metrics.ClassTest;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialState;

/**
 * How a training ended, or a part of it.
 *
 * @param state COMPLETE, DIVERGED, or RUNNING where it has epochs left
 * @param cause why it diverged or was stopped early, or empty
 * @param epochs what each epoch measured, those before a checkpoint included
 * @param results metrics of the chosen epoch and of the test; empty unless complete
 * @param tested what the test said of classes; empty unless complete, and where numbers are
 *     predicted
 * @param checkpoint where its budget ended before it did: what goes on
 */
public record TrainingOutcome(
    TrialState state,
    String cause,
    List<EpochRecord> epochs,
    Map<String, Double> results,
    Optional<ClassTest> tested,
    Optional<Checkpoint> checkpoint) {
  /** Copies the collections. */
  public TrainingOutcome {
    epochs = List.copyOf(epochs);
    results = Map.copyOf(results);
  }

  /** An end without a checkpoint. */
  public TrainingOutcome(
      TrialState state, String cause, List<EpochRecord> epochs, Map<String, Double> results) {
    this(state, cause, epochs, results, Optional.empty(), Optional.empty());
  }

  static TrainingOutcome complete(
      List<EpochRecord> epochs, Map<String, Double> results, Optional<ClassTest> tested) {
    return new TrainingOutcome(TrialState.COMPLETE, "", epochs, results, tested, Optional.empty());
  }

  static TrainingOutcome paused(Checkpoint checkpoint) {
    return new TrainingOutcome(
        TrialState.RUNNING,
        "paused after epoch " + checkpoint.epoch(),
        checkpoint.epochs(),
        Map.of(),
        Optional.empty(),
        Optional.of(checkpoint));
  }
}
