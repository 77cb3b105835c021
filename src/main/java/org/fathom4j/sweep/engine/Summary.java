package org.fathom4j.sweep.engine;

import java.util.List;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;

/**
 * What the replicates of a configuration come to.
 *
 * @param state COMPLETE where all of them are; FAILED or DIVERGED where one is; else PRUNED
 * @param loss the mean of their smallest losses: of complete ones over the whole training, else
 *     over the epochs that all of them were trained for
 * @param epoch of a configuration that is not complete, the epochs that all were trained for
 */
record Summary(TrialState state, double loss, int epoch) {
  static Summary of(List<Curve> replicates) {
    for (TrialState end : List.of(TrialState.FAILED, TrialState.DIVERGED)) {
      if (replicates.stream().anyMatch(curve -> curve.state() == end)) {
        return new Summary(end, Double.POSITIVE_INFINITY, 0);
      }
    }
    if (replicates.stream().allMatch(curve -> curve.state() == TrialState.COMPLETE)) {
      return new Summary(TrialState.COMPLETE, mean(replicates, Integer.MAX_VALUE), 0);
    }
    List<Curve> trained = replicates.stream().filter(curve -> curve.epochs() > 0).toList();
    int epoch = trained.stream().mapToInt(Curve::epochs).min().orElse(0);
    return new Summary(TrialState.PRUNED, mean(trained, epoch), epoch);
  }

  private static double mean(List<Curve> curves, int epochs) {
    return curves.stream()
        .mapToDouble(curve -> curve.best(epochs))
        .average()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
