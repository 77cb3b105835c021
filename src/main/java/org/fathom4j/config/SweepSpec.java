package org.fathom4j.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The {@code sweep} section; without one an experiment is a single trial.
 *
 * @param search what is tried
 * @param seeds the training seeds that every point of the space is trained with
 * @param objective metric that chooses the best trial; empty: the usual one of what is predicted
 * @param maximize whether more of it is better
 * @param match size that every network is solved for
 * @param pruner which trials are trained to their end; empty: all
 * @param parallel logical workers: what is tried next, and for how long, is decided as if so many
 *     trials trained side by side, however many really do
 * @param threads of the numeric libraries for each trial; empty: what suits sweep and machine
 */
public record SweepSpec(
    SearchSpec search,
    List<Long> seeds,
    String objective,
    boolean maximize,
    Optional<Match> match,
    Optional<PrunerSpec> pruner,
    int parallel,
    OptionalInt threads) {
  /** Logical workers where the section says nothing. */
  public static final int PARALLEL = 4;

  /** Copies the seeds. */
  public SweepSpec {
    seeds = List.copyOf(seeds);
  }

  /** The same sweep, its best trial chosen by this metric. */
  public SweepSpec withObjective(String metric, boolean more) {
    return new SweepSpec(search, seeds, metric, more, match, pruner, parallel, threads);
  }

  /**
   * Networks of equal size: the parameter {@code by} is solved so that each has it.
   *
   * @param measure of size
   * @param size the size wanted
   * @param by the parameter that is solved for, usually {@code width}
   * @param fine a second parameter that takes up what whole steps of the first leave over
   * @param tolerance largest relative distance from the size wanted, 0.02 by default
   */
  public record Match(
      Measure measure, long size, String by, Optional<Fine> fine, double tolerance) {
    /**
     * A parameter that is solved for after the first, such as the units of a dense layer.
     *
     * @param name the parameter
     * @param nominal the value that it stays close to
     */
    public record Fine(String name, int nominal) {}

    /** The size, where it is measured so, else 0. */
    public long sizeIn(Measure other) {
      return measure == other ? size : 0;
    }
  }

  /** How large a network is. */
  public enum Measure {
    /** By its trainable numbers. */
    PARAMETERS,
    /** By multiplications and additions of a training example, forward and backward. */
    OPERATIONS;

    /** The word for it, which is its key too. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Its key in the sweep section. */
    public String key() {
      return "match-" + word();
    }
  }
}
