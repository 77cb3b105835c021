package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The sums of rows: {@code y[r,0] = sum over c of x[r,c]}. It watches over parameters and has no
 * gradient.
 *
 * <p>Reads {@code x [rows,columns]} and writes {@code y [rows,1]}.
 */
public record RowSums() implements Operation {

  /** Adds the step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    return graph.add(this, List.of(x), Shape.of(x.shape().size(0), 1));
  }

  @Override
  public String describe() {
    return "sums of rows";
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
