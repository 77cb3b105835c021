package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The same elements, row-major, in another shape: forward reads x and writes y, backward reads dy
 * and writes dx.
 */
public record Reshape() implements Operation {

  /** Adds the forward step where the shape differs. */
  public Tensor of(GraphBuilder graph, Tensor x, Shape shape) {
    return x.shape().equals(shape) ? x : graph.add(this, List.of(x), shape);
  }

  @Override
  public String describe() {
    return "reshape";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(forward, Pass.BACKWARD_DATA, List.of(dy), List.of(back.newGradient(x)));
    }
  }
}
