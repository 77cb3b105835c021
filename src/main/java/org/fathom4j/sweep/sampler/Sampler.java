package org.fathom4j.sweep.sampler;

import java.util.Optional;
import org.fathom4j.sweep.space.Point;

/**
 * Chooses the points of a sweep, one at a time.
 *
 * <p>A point is new, of the space, keeps its rules, and depends on the search (its seed among it)
 * and on the history that is shown alone: the same history gives the same point on every machine. A
 * sampler that has to keep a state of its own is told and asked in the journal's order when a sweep
 * is taken up again.
 */
public interface Sampler {
  /**
   * The point of the next trial, which is number {@link History#next()}.
   *
   * @param history the trials asked for so far, as far as their results are known
   * @return empty where no further point is found; the sweep then ends
   */
  Optional<Point> ask(History history);

  /**
   * Whether results change what is tried; where they do not, every point can be asked for before.
   */
  default boolean learns() {
    return true;
  }

  /**
   * A trial's result, once for each trial, as soon as it is known; a sampler that reads the history
   * needs no more.
   */
  default void tell(Observation result) {}
}
