package org.fathom4j.sweep.arbiter;

import java.util.Optional;
import java.util.stream.DoubleStream;
import org.deeplearning4j.arbiter.optimize.api.Candidate;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.OptimizationResult;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.BooleanSpace;
import org.deeplearning4j.arbiter.optimize.parameter.discrete.DiscreteParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.integer.IntegerParameterSpace;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.sampler.Conversation;
import org.fathom4j.sweep.sampler.SamplerType;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Axis;
import org.fathom4j.sweep.space.Entry;
import org.fathom4j.sweep.space.Point;
import org.fathom4j.sweep.space.Space;

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
  private final Space space;
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
    this.space = space(parameters);
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
    double[] place = place(point);
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
    Search search = new Search(space, trials, seed);
    return new Conversation(search, type.create(search));
  }

  /** The middle of each value's share of its leaf. */
  private double[] place(Point point) {
    double[] place = new double[space.entries().size()];
    for (int k = 0; k < place.length; k++) {
      Entry entry = space.entries().get(k);
      Axis axis = entry.axis();
      Object value = point.get(entry.name());
      place[k] =
          axis instanceof Axis.Reals
              ? (Double) value
              : ((Number) value).doubleValue() / axis.size() + 0.5 / axis.size();
    }
    return place;
  }

  private static Space space(ParameterSpace<?> parameters) {
    Space space = Space.empty();
    int index = 0;
    for (ParameterSpace<?> leaf : LeafUtils.getUniqueObjects(parameters.collectLeaves())) {
      if (leaf.numParameters() > 0) {
        space = space.with("leaf" + index, axis(leaf));
        leaf.setIndices(index++);
      }
    }
    return space;
  }

  private static Axis axis(ParameterSpace<?> leaf) {
    if (leaf instanceof DiscreteParameterSpace<?> list) {
      return indices(list.numValues());
    }
    if (leaf instanceof IntegerParameterSpace range && uniform(range)) {
      return Axis.ints(0, range.getMax() - range.getMin());
    }
    return leaf instanceof BooleanSpace ? indices(2) : Axis.reals(0, 1);
  }

  /** Whether its values have equal shares; a distribution of one's own keeps its shape. */
  private static boolean uniform(IntegerParameterSpace range) {
    double size = range.getMax() - range.getMin() + 1.0;
    range.setIndices(0);
    return DoubleStream.of(0, Math.floor(size / 4), Math.floor(size / 2), size - 1)
        .allMatch(k -> range.getValue(new double[] {(k + 0.5) / size}) - range.getMin() == (int) k);
  }

  private static Axis indices(int count) {
    Object[] indices = new Object[count];
    for (int k = 0; k < count; k++) {
      indices[k] = k;
    }
    return Axis.choice(indices);
  }
}
