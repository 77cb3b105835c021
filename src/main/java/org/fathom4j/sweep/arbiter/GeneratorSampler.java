package org.fathom4j.sweep.arbiter;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.sampler.Fresh;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Observation;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

/**
 * A candidate generator of Arbiter's as a sampler. It hears of complete trials alone, as it would
 * from Arbiter's runner, and in the order in which they end. Candidates that fail, break a rule or
 * were tried before are passed over; where 1000 in a row are, or the generator has no more, points
 * are drawn at random.
 */
public final class GeneratorSampler implements Sampler {
  private static final int DRAWS = 1000;

  private final Search search;
  private final CandidateGenerator generator;
  private final Map<Point, Candidate<?>> asked = new HashMap<>();

  /**
   * A generator over a search's space.
   *
   * @param generator makes it for the space in Arbiter's form
   */
  public GeneratorSampler(
      Search search, Function<ParameterSpace<Map<String, Object>>, CandidateGenerator> generator) {
    this.search = search;
    this.generator = generator.apply(new SpaceAsArbiters(search.space()));
    this.generator.setRngSeed(search.seed());
  }

  @Override
  public Optional<Point> ask(History history) {
    Space space = search.space();
    for (int k = 0; k < DRAWS && generator.hasMoreCandidates(); k++) {
      Candidate<?> candidate = generator.getCandidate();
      if (candidate.getException() != null) {
        continue;
      }
      Point point = space.at(candidate.getFlatParameters());
      if (Fresh.is(space, history, point)) {
        asked.put(point, candidate);
        return Optional.of(point);
      }
    }
    return Fresh.uniform(space, history, Draws.of(search.seed(), history.next()));
  }

  @Override
  public void tell(Observation result) {
    if (result.complete()) {
      Point point = result.point();
      double[] genes = search.space().shares(point);
      Candidate<?> candidate =
          asked.getOrDefault(
              point, new Candidate<>(new HashMap<>(point.values()), result.number() - 1, genes));
      generator.reportResults(
          new OptimizationResult(candidate, result.loss(), candidate.getIndex(), null, null, null));
    }
  }
}
