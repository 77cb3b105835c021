package org.fathom4j.sweep.engine;

import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.pruner.Pruner;

/**
 * What decides a sweep beside its sampler.
 *
 * @param replicates trainings of each configuration, such as its seeds
 * @param pruner who goes on, waits or ends
 * @param workers logical workers: decisions are taken as if so many trained side by side, however
 *     many really do. More of them keep more real ones busy, and decide from fewer results
 * @param effort what trainings cost
 */
public record SweepRules(int replicates, Pruner pruner, int workers, Effort effort) {
  /** Checks the numbers. */
  public SweepRules {
    if (replicates < 1 || workers < 1) {
      throw new InvalidSpecException(
          "a sweep needs at least 1 seed and 1 logical worker, got %d and %d"
              .formatted(replicates, workers));
    }
  }
}
