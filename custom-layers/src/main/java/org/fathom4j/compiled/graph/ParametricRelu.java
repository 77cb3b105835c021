package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * {@code y = max(x, 0) + a min(x, 0)} with learned slopes.
 *
 * <p>Forward reads x and slopes a, of x's rank with size 1 where slopes are shared, and writes y of
 * x's shape.
 */
public record ParametricRelu() implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor slopes) {
    return graph.add(this, List.of(x, slopes), x.shape());
  }

  @Override
  public String describe() {
    return "parametric relu";
  }

  /** Backward reads {@code x, a, dy} and writes {@code dx, da}. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    Tensor slopes = forward.read(1);
    Tensor dy = back.gradientOf(forward.write(0));
    back.add(
        forward,
        Pass.BACKWARD_DATA,
        List.of(x, slopes, dy),
        List.of(back.newGradient(x), back.newGradient(slopes)));
  }
}
