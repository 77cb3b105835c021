package org.fathom4j.trial;

import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.DataPlan;
import org.fathom4j.network.NetworkPlan;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.training.TrainingLoop;

/**
 * A trial that was checked and can start.
 *
 * @param planned number, parameters, seed and fold
 * @param training how its network is trained
 * @param choice how the epoch to test is chosen
 * @param data its data set, described but not yet read
 * @param network its network, shapes known
 */
public record PreparedTrial(
    PlannedTrial planned,
    TrainingSpec training,
    TrainingLoop.Choice choice,
    DataPlan data,
    NetworkPlan network) {
  /** Steps of one whole training. */
  public long steps() {
    long batch = training.batch();
    return training.epochs() * ((data.description().train() + batch - 1) / batch);
  }

  /** Examples that are trained on together. */
  public int batch() {
    return Math.min(training.batch(), data.description().train());
  }

  /**
   * Multiplications and additions of a training example: a backward pass costs two forward ones.
   */
  public long exampleOperations() {
    return 3 * network.operations();
  }

  /** Multiplications and additions of the whole training. */
  public double operations() {
    return (double) exampleOperations() * data.description().train() * training.epochs();
  }
}
