package org.fathom4j.experiment;

import java.util.Optional;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.trial.PreparedTrial;

/** The points that a sweep's engine decides about, and the trials that they stand for. */
interface Arms {
  /** What is searched. */
  Search search();

  /** A sampler that was told nothing yet. */
  Sampler sampler();

  /** How often each point is trained. */
  int replicates();

  /**
   * The trial of a number, bound when it is first asked for.
   *
   * @param replicate which of its point's trainings it is, from 0
   */
  Bound trial(int number, Point point, int replicate);

  /** What a training of a point costs; empty where it cannot be built. */
  Optional<Cost> cost(Point point);

  /**
   * What a training costs.
   *
   * @param epochs of it
   * @param operations multiplications and additions of them all
   */
  record Cost(int epochs, double operations) {
    static Cost of(PreparedTrial trial) {
      return new Cost(trial.training().epochs(), trial.operations());
    }
  }

  /** What a pruner says of points, with their parameters. */
  default String words(String reason) {
    return reason;
  }

  /**
   * A trial that was asked for.
   *
   * @param planned number, parameters, seed and fold
   * @param prepared empty where it cannot be built
   * @param problem why not, else empty
   */
  record Bound(PlannedTrial planned, Optional<PreparedTrial> prepared, String problem) {}
}
