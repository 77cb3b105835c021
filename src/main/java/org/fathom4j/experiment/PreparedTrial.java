package org.fathom4j.experiment;

import org.fathom4j.config.TrialSpec;
import org.fathom4j.data.DataPlan;
import org.fathom4j.network.NetworkPlan;
import org.fathom4j.sweep.PlannedTrial;

/**
 * A trial that was checked and can start.
 *
 * @param planned number, parameters and seed
 * @param spec what it does
 * @param data its data set, described but not yet read
 * @param network its network, shapes known
 */
public record PreparedTrial(
    PlannedTrial planned, TrialSpec spec, DataPlan data, NetworkPlan network) {
  /** Steps of one whole training. */
  public long steps() {
    long batch = spec.training().batch();
    return spec.training().epochs() * ((data.description().train() + batch - 1) / batch);
  }

  /** Examples that are trained on together. */
  int batch() {
    return Math.min(spec.training().batch(), data.description().train());
  }

  /**
   * Multiplications and additions of the whole training: a backward pass costs two forward ones.
   */
  public double operations() {
    return 3.0 * network.operations() * data.description().train() * spec.training().epochs();
  }
}
