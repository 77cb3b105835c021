package org.fathom4j.sweep.sampler;

import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.space.Space;

/**
 * What a sampler is made for.
 *
 * @param space what it chooses from
 * @param trials points that the sweep will ask for in all
 * @param seed of its draws
 */
public record Search(Space space, int trials, long seed) {
  /** Checks the number of trials. */
  public Search {
    if (trials < 1) {
      throw new InvalidSpecException("trials: must be at least 1, got " + trials);
    }
  }
}
