package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * Local response normalization: {@code y = x (k + alpha * sum of x^2 over the 2r+1 channels
 * around)^-beta}.
 *
 * <p>Forward reads x and writes y and, in training, what its backward pass needs.
 *
 * @param reach r, channels on each side
 * @param alpha factor of the sum
 * @param beta exponent
 * @param k added to the sum
 */
public record LocalResponse(int reach, double alpha, double beta, double k) implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    Tensor y = graph.tensor("y", x.shape());
    Tensor kept = graph.kept("sums", x.shape());
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(x), List.of(y, kept)));
    return y;
  }

  @Override
  public String describe() {
    return String.format(
        Locale.ROOT,
        "local response over %d channels, alpha %s, beta %s, k %s",
        2 * reach + 1,
        alpha,
        beta,
        k);
  }

  /** Backward reads {@code x, sums, dy} and writes dx. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(
          forward,
          Pass.BACKWARD_DATA,
          List.of(x, forward.write(1), dy),
          List.of(back.newGradient(x)));
    }
  }
}
