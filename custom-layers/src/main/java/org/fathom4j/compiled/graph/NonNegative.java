package org.fathom4j.compiled.graph;

import java.util.List;

/** Sets the negative elements of p to 0, in place; reads and writes p. It has no gradient. */
public record NonNegative() implements Operation {
  /** Adds the step. */
  public void add(GraphBuilder graph, Tensor p) {
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(p), List.of(p)));
  }

  @Override
  public String describe() {
    return "not below 0";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
