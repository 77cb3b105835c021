package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * Every example divided by its length: {@code y[n] = x[n] / max(|x[n]|, floor)}.
 *
 * <p>Forward reads x and writes y and the lengths {@code [n,1]}.
 *
 * @param floor the least length that is divided by, above 0
 */
public record UnitLength(double floor) implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    Tensor y = graph.tensor("y", x.shape());
    Tensor length = graph.tensor("length", Shape.of(x.shape().size(0), 1));
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(x), List.of(y, length)));
    return y;
  }

  @Override
  public String describe() {
    return "unit length";
  }

  /** Backward reads {@code y, length, dy} and writes dx. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor y = forward.write(0);
      List<Tensor> reads = List.of(y, forward.write(1), back.gradientOf(y));
      back.add(forward, Pass.BACKWARD_DATA, reads, List.of(back.newGradient(x)));
    }
  }
}
