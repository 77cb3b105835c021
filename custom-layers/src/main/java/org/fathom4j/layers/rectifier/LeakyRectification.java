package org.fathom4j.layers.rectifier;

import org.fathom4j.layers.LayerRules;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.LeakyReLUBp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * A rectifier with a small fixed slope for negative values.
 *
 * <pre>
 * f(z) = max(0, z) + slope * min(0, z),   f'(z) = 1 for z &gt;= 0, slope else
 *
 * input and output of one shape, any rank; no weights
 * </pre>
 *
 * <p>The derivative at exactly 0 is that of DL4J's leaky ReLU; compiled kernels take the slope
 * there, for both. Training and inference are the same; usable in any DL4J layer that takes an
 * activation function. Default: slope 0.01.
 *
 * <p>Errors: {@link org.deeplearning4j.exception.DL4JInvalidConfigException} for a slope that is
 * not finite.
 *
 * <p>Paper: Maas, Hannun, Ng, Rectifier nonlinearities improve neural network acoustic models,
 * 2013.
 */
public final class LeakyRectification extends BaseActivationFunction {
  /** The slope of the paper. */
  public static final double DEFAULT_SLOPE = 0.01;

  private final double slope;

  /** With slope 0.01. */
  public LeakyRectification() {
    this(DEFAULT_SLOPE);
  }

  /** With this slope for negative values. */
  @JsonCreator
  public LeakyRectification(@JsonProperty("slope") double slope) {
    new LayerRules("LeakyRectification", null).finite("slope", slope);
    this.slope = slope;
  }

  /** The slope for negative values. */
  public double getSlope() {
    return slope;
  }

  @Override
  public INDArray getActivation(INDArray z, boolean training) {
    return Nd4j.getExecutioner().exec(new LeakyReLU(z, slope));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray epsilon) {
    assertShape(z, epsilon);
    Nd4j.getExecutioner().exec(new LeakyReLUBp(z, epsilon, z, slope));
    return new Pair<>(z, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LeakyRectification that && Double.compare(slope, that.slope) == 0;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(slope);
  }

  @Override
  public String toString() {
    return "leaky(slope=" + slope + ")";
  }
}
