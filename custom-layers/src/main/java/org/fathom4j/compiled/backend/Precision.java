package org.fathom4j.compiled.backend;

import org.fathom4j.compiled.graph.Convolution;
import org.fathom4j.compiled.graph.InnerProduct;
import org.fathom4j.compiled.graph.Pass;
import org.fathom4j.compiled.graph.Step;
import org.fathom4j.compiled.graph.Tensor;

/**
 * What the products of a step are computed from. Parameters, activations, gradients and sums are of
 * single precision in any case.
 */
public enum Precision {
  /** The operands as they are. */
  FLOAT,
  /**
   * The operands of dense layers and of convolutions of one group, rounded to bfloat16: 8 bits of
   * exponent as in single precision, 8 of significand; the nearest, of two that are as near the
   * even one. Twice the products a second on CPUs that have instructions for it.
   */
  BFLOAT16;

  private static final int DROPPED = 16;

  /** Whether a step's first two operands are rounded. */
  public boolean rounds(Step step) {
    return this == BFLOAT16
        && (step.operation() instanceof InnerProduct
            || (step.operation() instanceof Convolution
                && Convolution.groups(weights(step).shape()) == 1));
  }

  private static Tensor weights(Step product) {
    return product.pass() == Pass.BACKWARD_PARAMETERS ? product.write(0) : product.read(1);
  }

  /** The bfloat16 that is nearest to a number. */
  public static float rounded(float value) {
    if (!Float.isFinite(value)) {
      return value;
    }
    int bits = Float.floatToRawIntBits(value);
    int half = (1 << (DROPPED - 1)) - 1 + (bits >>> DROPPED & 1);
    return Float.intBitsToFloat((bits + half) >>> DROPPED << DROPPED);
  }
}
