package org.fathom4j.sweep.registry;

import java.util.List;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Entry;

/** The sampler that suits a search. */
public final class Auto {
  /** Its name in experiment files. */
  public static final String NAME = "auto";

  /** Fewer trials leave too few for a model that needs ten to begin with. */
  private static final int FEW = 20;

  /** A strategy that learns a covariance needs so many trials for each dimension. */
  private static final int EACH_DIMENSION = 100;

  private Auto() {}

  /**
   * What was chosen.
   *
   * @param sampler its name
   * @param reason why, for the console and the report
   */
  public record Choice(String sampler, String reason) {}

  /**
   * A grid where the trials cover it, Sobol's sequence for fewer than 20 trials, CMA-ES for 100
   * trials and more for each of several real parameters, else TPE.
   */
  public static Choice choice(Search search) {
    List<Axis> axes =
        search.space().entries().stream().map(Entry::axis).filter(axis -> axis.size() > 1).toList();
    int trials = search.trials();
    if (search.space().cardinality() <= trials) {
      return new Choice("grid", trials + " trials cover every point of the space");
    }
    if (trials < FEW) {
      return new Choice(
          "sobol", trials + " trials are too few to learn from; they fill the space evenly");
    }
    boolean continuous =
        search.space().entries().stream().allMatch(entry -> entry.when().isEmpty())
            && axes.stream().allMatch(axis -> axis.size() == Long.MAX_VALUE);
    if (continuous && axes.size() > 1 && trials >= EACH_DIMENSION * axes.size()) {
      return new Choice(
          "cma-es",
          trials
              + " trials in "
              + axes.size()
              + " real parameters are enough to adapt a covariance");
    }
    return new Choice("tpe", "more points than trials: what was learnt chooses the next");
  }

  /**
   * The sampler chosen.
   *
   * @throws InvalidSpecException where it cannot serve the space
   */
  static Sampler sampler(Search search) {
    return SamplerRegistry.load().named(choice(search).sampler()).create(search);
  }
}
