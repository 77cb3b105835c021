package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The same number everywhere: reads nothing and writes y.
 *
 * @param value the number
 */
public record Fill(double value) implements Operation {
  /** Adds the step; the result is y. */
  public Tensor of(GraphBuilder graph, Shape shape) {
    return graph.add(this, List.of(), shape);
  }

  /** Adds the step that sets y. */
  public void set(GraphBuilder graph, Tensor y) {
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(), List.of(y)));
  }

  @Override
  public String describe() {
    return "constant " + value;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {}
}
