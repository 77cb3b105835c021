package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The product of two tensors of one shape, element by element: {@code y = x1 x2}.
 *
 * <p>Forward reads x1 and x2 and writes y.
 */
public record Product() implements Operation {
  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor left, Tensor right) {
    if (!left.shape().equals(right.shape())) {
      throw new IllegalArgumentException(
          "a product needs two tensors of one shape, got %s and %s".formatted(left, right));
    }
    return graph.add(this, List.of(left, right), left.shape());
  }

  @Override
  public String describe() {
    return "product";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    for (int i = 0; i < 2; i++) {
      Tensor x = forward.read(i);
      if (back.wanted(x)) {
        Tensor dy = back.gradientOf(forward.write(0));
        back.set(forward, back.newGradient(x), this, List.of(dy, forward.read(1 - i)));
      }
    }
  }
}
