package org.fathom4j.sweep.cmaes;

import java.util.Arrays;
import java.util.Map;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.sampler.Observation;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleBounds;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.CMAESOptimizer;
import org.hipparchus.random.Well19937c;

/** One run of the strategy over what is known, up to where it needs to know more. */
final class Run {
  private static final int MOST_EVALUATIONS = 100_000;
  private static final double DEVIATION = 0.3;
  private static final double BAD = 1e100; // ranks alone count

  private final Search search;
  private final Map<Point, Observation> known;
  private final Draws draws;
  private final int run;
  private final int dimensions;
  private final int population;
  private int evaluations;
  private int unfinished = Integer.MAX_VALUE;

  /** How far the run came. */
  sealed interface Outcome {}

  /** To a point that was not tried. */
  record Unknown(Point point) implements Outcome {}

  /** To the end of a generation some of whose trials are still running. */
  record Waiting() implements Outcome {}

  /** To its end. */
  record Converged() implements Outcome {}

  /** Leaves the optimizer, which has no other way out. */
  private static final class Reached extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Outcome outcome;

    Reached(Outcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  Run(Search search, Map<Point, Observation> known, int run) {
    this.search = search;
    this.known = known;
    this.run = run;
    this.draws = Draws.of(search.seed(), -1 - run);
    this.dimensions = search.space().entries().size();
    this.population = (4 + (int) (3 * Math.log(dimensions))) << run;
  }

  Outcome outcome() {
    CMAESOptimizer optimizer =
        new CMAESOptimizer(
            MOST_EVALUATIONS, 0, true, 0, 0, new Well19937c(draws.nextLong()), false, null);
    try {
      optimizer.optimize(
          new MaxEval(MOST_EVALUATIONS),
          GoalType.MINIMIZE,
          new ObjectiveFunction(this::loss),
          new SimpleBounds(all(0), all(1)),
          new InitialGuess(start()),
          new CMAESOptimizer.Sigma(all(DEVIATION)),
          new CMAESOptimizer.PopulationSize(population));
      return new Converged();
    } catch (Reached reached) {
      return reached.outcome;
    } catch (org.hipparchus.exception.MathIllegalStateException tooLong) {
      return new Converged();
    }
  }

  /** The middle at first, a place drawn at random for later runs. */
  private double[] start() {
    return run == 0 ? all(0.5) : draws.doubles(dimensions).toArray();
  }

  private double[] all(double value) {
    double[] values = new double[dimensions];
    Arrays.fill(values, value);
    return values;
  }

  private double loss(double[] place) {
    // The starting point comes first; the generation after it does not depend on its loss.
    int generation = Math.max(0, evaluations++ - 1) / population;
    if (generation > unfinished) {
      throw new Reached(new Waiting());
    }
    Point point = search.space().at(place);
    if (!search.space().keepsRules(point)) {
      return BAD;
    }
    Observation trial = known.get(point);
    if (trial == null) {
      throw new Reached(new Unknown(point));
    }
    if (trial.running()) {
      unfinished = generation;
      return BAD;
    }
    return Math.min(trial.loss(), BAD);
  }
}
