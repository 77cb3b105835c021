package org.fathom4j.experiment.arbiter;

import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.fathom4j.layers.rectifier.ParametricRectifier;

/** Rectifiers of learned slope (PReLU) for Arbiter's spaces of networks: the slopes' start. */
public final class ParametricRectifierSpace extends FeedForwardLayerSpace<ParametricRectifier> {
  private ParameterSpace<Double> start = new FixedValue<>(0.25);

  /** For Jackson. */
  ParametricRectifierSpace() {}

  private ParametricRectifierSpace(Builder builder) {
    super(builder);
    this.start = builder.start;
    this.numParameters = LeafUtils.countUniqueParameters(collectLeaves());
  }

  /** The slopes before training. */
  public ParameterSpace<Double> getStart() {
    return start;
  }

  @Override
  public ParametricRectifier getValue(double[] values) {
    ParametricRectifier.Builder layer = new ParametricRectifier.Builder();
    setLayerOptionsBuilder(layer, values);
    return layer.start(start.getValue(values)).build();
  }

  /** Builds a space of such layers. */
  @SuppressWarnings("unchecked") // build has Arbiter's own signature
  public static final class Builder extends FeedForwardLayerSpace.Builder<Builder> {
    private ParameterSpace<Double> start = new FixedValue<>(0.25);

    /** The slopes before training; 0.25 by default. */
    public Builder start(ParameterSpace<Double> space) {
      this.start = space;
      return this;
    }

    @Override
    public ParametricRectifierSpace build() {
      return new ParametricRectifierSpace(this);
    }
  }
}
