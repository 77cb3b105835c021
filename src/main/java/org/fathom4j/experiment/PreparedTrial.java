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
    int batch = spec.training().batch();
    return (long) spec.training().epochs() * ((data.description().train() + batch - 1) / batch);
  }

  /**
   * Multiplications and additions of the whole training: a backward pass costs two forward ones.
   */
  public double operations() {
    return 3.0 * network.operations() * data.description().train() * spec.training().epochs();
  }
}
