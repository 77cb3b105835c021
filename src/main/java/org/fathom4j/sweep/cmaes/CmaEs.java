package org.fathom4j.sweep.cmaes;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.sampler.Fresh;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Observation;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Entry;
import org.fathom4j.sweep.space.Point;

/**
 * Evolution strategy with covariance matrix adaptation (Hansen and Ostermeier, 2001), by
 * Hipparchus, in the unit cube of a space of numbers. Its run is repeated from the start for each
 * point, with the losses known so far, up to the first point that was not tried: so the history
 * alone decides. Where a run has converged another begins elsewhere with twice the population
 * (Auger and Hansen, 2005). While a generation waits for its last results, points are drawn at
 * random.
 */
public final class CmaEs implements Sampler {
  private static final int RUNS = 8;

  private final Search search;

  /**
   * A strategy.
   *
   * @throws InvalidSpecException where a parameter is no number, or is there only under a condition
   */
  public CmaEs(Search search) {
    this.search = search;
    for (Entry entry : search.space().entries()) {
      boolean number = entry.axis().ordered() || entry.axis().size() == 1;
      if (!number || !entry.when().isEmpty()) {
        throw new InvalidSpecException(
            "cma-es needs numbers that are always there, and '"
                + entry.name()
                + (number ? "' has a condition" : "' is a choice without order")
                + "; take tpe");
      }
    }
  }

  @Override
  public Optional<Point> ask(History history) {
    Map<Point, Observation> known = new HashMap<>();
    history.trials().forEach(trial -> known.put(trial.point(), trial));
    for (int run = 0; run < RUNS; run++) {
      Run.Outcome outcome = new Run(search, known, run).outcome();
      if (outcome instanceof Run.Unknown unknown) {
        return Optional.of(unknown.point());
      }
      if (outcome instanceof Run.Waiting) {
        break;
      }
    }
    return Fresh.uniform(search.space(), history, Draws.of(search.seed(), history.next()));
  }
}
