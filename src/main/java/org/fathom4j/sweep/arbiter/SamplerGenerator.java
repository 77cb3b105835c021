package org.fathom4j.sweep.arbiter;

import java.util.Optional;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;

/**
 * A sampler of ours as a candidate generator for any of Arbiter's spaces, such as its
 * MultiLayerSpace. Each leaf is an axis: lists, whole numbers and flags by the number of their
 * value, all else from 0 to 1. Arbiter's runner tells of successes alone; what it does not tell of
 * counts as running.
 */
public final class SamplerGenerator implements CandidateGenerator {
  private final ParameterSpace<?> parameters;
  private final SamplerType type;
  private final int trials;
  private final boolean minimize;
  private final LeafSpace leaves;
  private Conversation conversation;
  private Optional<Point> next = Optional.empty();

  /**
   * A generator.
   *
   * @param parameters Arbiter's space
   * @param type our sampler
   * @param trials candidates in all
   * @param seed of the sampler
   * @param minimize whether smaller scores are better
   */
  public SamplerGenerator(
      ParameterSpace<?> parameters, SamplerType type, int trials, long seed, boolean minimize) {
    this.parameters = parameters;
    this.type = type;
    this.trials = trials;
    this.minimize = minimize;
    this.leaves = LeafSpace.of(parameters, 0);
    this.conversation = conversation(seed);
  }

  @Override
  public synchronized boolean hasMoreCandidates() {
    if (next.isEmpty()) {
      next = conversation.ask();
    }
    return next.isPresent();
  }

  @Override
  public synchronized Candidate<?> getCandidate() {
    if (!hasMoreCandidates()) {
      throw new IllegalStateException("the search has ended; ask hasMoreCandidates first");
    }
    Point point = next.orElseThrow();
    next = Optional.empty();
    double[] place = leaves.place(point);
    int index = conversation.history().trials().size() - 1;
    return new Candidate<>(parameters.getValue(place), index, place);
  }

  @Override
  public synchronized void reportResults(OptimizationResult result) {
    Double score = result.getScore();
    double loss = score == null ? Double.NaN : minimize ? score : -score;
    conversation.tell(result.getIndex() + 1, TrialState.COMPLETE, loss, 0);
  }

  @Override
  public ParameterSpace<?> getParameterSpace() {
    return parameters;
  }

  /** Begins anew with another seed. */
  @Override
  public synchronized void setRngSeed(long seed) {
    conversation = conversation(seed);
    next = Optional.empty();
  }

  @Override
  @SuppressWarnings("NullAway") // Arbiter's own generators have none either
  public Class<?> getCandidateType() {
    return null;
  }

  private Conversation conversation(long seed) {
    Search search = new Search(leaves.space(), trials, seed);
    return new Conversation(search, type.create(search));
  }
}
