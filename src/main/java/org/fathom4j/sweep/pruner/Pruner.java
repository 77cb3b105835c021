package org.fathom4j.sweep.pruner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.sweep.space.Point;

/**
 * Decides which trials go on. Every answer is a pure function of the curves that are shown, so that
 * the same curves give the same sweep on any number of workers.
 *
 * <p>A free worker first asks {@link #promotion}; where none is due it starts a new trial, which
 * trains up to {@link #firstStop}. A trial that has trained what it was told is brought before
 * {@link #after}. One that reaches the last epoch is complete, and nobody asks about it.
 */
public interface Pruner {
  /**
   * The epoch after which a new trial is looked at for the first time.
   *
   * @param number the trial, from 1
   */
  int firstStop(int number);

  /**
   * What becomes of a waiting trial that has not reached the last epoch.
   *
   * @param curves of all trials, by number
   * @param number the trial
   */
  Decision after(List<Curve> curves, int number);

  /**
   * A waiting trial that is to train on; empty where a new one should be started.
   *
   * @param curves of all trials so far, by number
   * @param trials of the whole sweep; fewer than was thought before where the space has no more
   */
  default Optional<Promotion> promotion(List<Curve> curves, int trials) {
    return Optional.empty();
  }

  /**
   * Waiting trials that will never be promoted, however the others do: they end, and their
   * checkpoints are not needed any more.
   *
   * @param curves of all trials so far, by number
   * @param trials of the whole sweep
   */
  default Set<Integer> hopeless(List<Curve> curves, int trials) {
    return Set.of();
  }

  /** Why no further replicates of a configuration are to be trained; empty where they are. */
  default Optional<String> drops(List<Curve> curves, Point point) {
    return Optional.empty();
  }
}
