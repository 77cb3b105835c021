package org.fathom4j.layers.rectifier;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The absolute value.
 *
 * <pre>
 * f(z) = |z|,   f'(z) = sign(z), 0 at 0
 *
 * input and output of one shape, any rank; no weights
 * </pre>
 *
 * <p>Training and inference are the same. Has no options; usable in any DL4J layer that takes an
 * activation function.
 *
 * <p>Paper: Jarrett, Kavukcuoglu, Ranzato, LeCun, What is the best multi-stage architecture for
 * object recognition?, ICCV 2009.
 */
public final class AbsoluteRectification extends BaseActivationFunction {

  @Override
  public INDArray getActivation(INDArray z, boolean training) {
    return Transforms.abs(z, false);
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray z, INDArray epsilon) {
    assertShape(z, epsilon);
    return new Pair<>(Transforms.sign(z, false).muli(epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbsoluteRectification;
  }

  @Override
  public int hashCode() {
    return AbsoluteRectification.class.hashCode();
  }

  @Override
  public String toString() {
    return "absolute";
  }
}
