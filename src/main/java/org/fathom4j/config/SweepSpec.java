package org.fathom4j.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code sweep} section; without one an experiment is a single trial.
 *
 * @param generator grid or random
 * @param trials how many points random search draws; a grid takes all of its points
 * @param seed of random search
 * @param space swept parameters, in the order of the file
 * @param seeds the training seeds that every point of the space is trained with
 * @param objective metric that chooses the best trial; empty: the usual one of what is predicted
 * @param maximize whether more of it is better
 * @param match size that every network is solved for
 * @param pruner which trials are trained to their end; empty: all
 * @param parallel logical workers: a pruner decides as if so many trials trained side by side,
 *     however many really do
 */
public record SweepSpec(
    Generator generator,
    int trials,
    long seed,
    Map<String, SpaceSpec> space,
    List<Long> seeds,
    String objective,
    boolean maximize,
    Optional<Match> match,
    Optional<PrunerSpec> pruner,
    int parallel) {
  /** Logical workers where the section says nothing. */
  public static final int PARALLEL = 4;

  /** A sweep that trains every trial to its end. */
  public SweepSpec(
      Generator generator,
      int trials,
      long seed,
      Map<String, SpaceSpec> space,
      List<Long> seeds,
      String objective,
      boolean maximize,
      Optional<Match> match) {
    this(
        generator,
        trials,
        seed,
        space,
        seeds,
        objective,
        maximize,
        match,
        Optional.empty(),
        PARALLEL);
  }

  /** Copies the collections; keeps the order of the space. */
  public SweepSpec {
    space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
    seeds = List.copyOf(seeds);
  }

  /** The same sweep, its best trial chosen by this metric. */
  public SweepSpec withObjective(String metric, boolean more) {
    return new SweepSpec(
        generator, trials, seed, space, seeds, metric, more, match, pruner, parallel);
  }

  /** How points of the space are chosen. */
  public enum Generator {
    /** Every combination. */
    GRID,
    /** Independent draws. */
    RANDOM
  }

  /**
   * Networks of equal size: the parameter {@code by} is solved so that each has {@code parameters}
   * trainable numbers.
   *
   * @param parameters the size wanted
   * @param by the parameter that is solved for, usually {@code width}
   * @param fine a second parameter that takes up what whole steps of the first leave over
   * @param tolerance largest relative distance from the size wanted, 0.02 by default
   */
  public record Match(long parameters, String by, Optional<Fine> fine, double tolerance) {
    /**
     * A parameter that is solved for after the first, such as the units of a dense layer.
     *
     * @param name the parameter
     * @param nominal the value that it stays close to
     */
    public record Fine(String name, int nominal) {}
  }
}
