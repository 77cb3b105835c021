package org.fathom4j.experiment.arbiter;

import org.deeplearning4j.arbiter.layers.FeedForwardLayerSpace;
import org.deeplearning4j.arbiter.optimize.api.ParameterSpace;
import org.deeplearning4j.arbiter.optimize.parameter.FixedValue;
import org.deeplearning4j.arbiter.util.LeafUtils;
import org.fathom4j.layers.dense.Maxout;

/** Maxout layers for Arbiter's spaces of networks: units ({@code nOut}) and pieces of each. */
public final class MaxoutLayerSpace extends FeedForwardLayerSpace<Maxout> {
  private ParameterSpace<Integer> pieces = new FixedValue<>(2);

  /** For Jackson. */
  MaxoutLayerSpace() {}

  private MaxoutLayerSpace(Builder builder) {
    super(builder);
    this.pieces = builder.pieces;
    this.numParameters = LeafUtils.countUniqueParameters(collectLeaves());
  }

  /** Affine pieces of a unit. */
  public ParameterSpace<Integer> getPieces() {
    return pieces;
  }

  @Override
  public Maxout getValue(double[] values) {
    Maxout.Builder layer = new Maxout.Builder();
    setLayerOptionsBuilder(layer, values);
    return layer.pieces(pieces.getValue(values)).build();
  }

  /** Builds a space of maxout layers. */
  @SuppressWarnings("unchecked") // build has Arbiter's own signature
  public static final class Builder extends FeedForwardLayerSpace.Builder<Builder> {
    private ParameterSpace<Integer> pieces = new FixedValue<>(2);

    /** Affine pieces of a unit, at least 2; 2 by default. */
    public Builder pieces(ParameterSpace<Integer> space) {
      this.pieces = space;
      return this;
    }

    @Override
    public MaxoutLayerSpace build() {
      return new MaxoutLayerSpace(this);
    }
  }
}
