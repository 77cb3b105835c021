package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The variance from the logarithm to base 10 of the standard deviation: {@code y = 10^2x}. It is of
 * statistics that are given, and has no gradient.
 */
public record VarianceOfLogarithm() implements Operation {
  /** Adds the step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    return graph.add(this, List.of(x), x.shape());
  }

  @Override
  public String describe() {
    return "variance of its logarithm";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
