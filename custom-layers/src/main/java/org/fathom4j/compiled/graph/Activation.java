package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * An elementwise function {@code y = f(x)}; backward {@code dx = f'(x) dy}, from y alone where f
 * allows it.
 *
 * <p>Forward reads x and writes y of the same shape.
 *
 * @param function which function
 * @param alpha its first constant, 0 where it has none
 * @param beta its second constant, 0 where it has none
 */
public record Activation(Function function, double alpha, double beta) implements Operation {

  /** The functions, with their constants. */
  public enum Function {
    /** {@code max(x, 0) + alpha min(x, 0)}, alpha at least 0; the derivative at 0 is alpha. */
    RELU(true),
    /** {@code 1 / (1 + e^-x)}. */
    SIGMOID(true),
    /** Hyperbolic tangent. */
    TANH(true),
    /** {@code x} above 0, {@code alpha (e^x - 1)} below. */
    ELU(true),
    /** {@code log(1 + e^(alpha x)) / alpha}. */
    SOFTPLUS(false),
    /** {@code |x|}. */
    ABSOLUTE(false),
    /** {@code x sigmoid(alpha x)}. */
    SWISH(false),
    /** {@code x tanh(softplus(x))}. */
    MISH(false),
    /** {@code min(max(x, alpha), beta)}. */
    CLIP(false),
    /** {@code min(max(alpha x + beta, 0), 1)}. */
    HARD_SIGMOID(false),
    /** {@code alpha x^beta}. */
    POWER(false),
    /** The root of x. */
    SQUARE_ROOT(false),
    /** {@code alpha x + beta}. */
    LINEAR(false);

    private final boolean fromOutput;

    Function(boolean fromOutput) {
      this.fromOutput = fromOutput;
    }
  }

  /** A function without constants. */
  public static Activation of(Function function) {
    return new Activation(function, 0, 0);
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    return graph.add(this, List.of(x), x.shape());
  }

  /**
   * Whether the derivative follows from the function's value, so that its argument need not be
   * kept.
   */
  public boolean derivativeFromOutput() {
    return function.fromOutput;
  }

  @Override
  public String describe() {
    String name = function.name().toLowerCase(Locale.ROOT);
    return alpha == 0 && beta == 0
        ? name
        : String.format(Locale.ROOT, "%s(%s, %s)", name, alpha, beta);
  }

  /** Backward reads {@code y or x, dy} and writes dx, which may lie where dy lay. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor known = derivativeFromOutput() ? forward.write(0) : x;
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(forward, Pass.BACKWARD_DATA, List.of(known, dy), List.of(back.newGradient(x)));
    }
  }
}
