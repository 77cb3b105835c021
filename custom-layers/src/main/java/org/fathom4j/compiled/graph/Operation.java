package org.fathom4j.compiled.graph;

import java.util.List;
import org.fathom4j.compiled.graph.Arithmetic.Factor;

/**
 * One kind of computation: its forward part is the step that it adds to a {@link GraphBuilder}, its
 * gradient rule is {@link #backward}. A record of what it is configured with; the tensors are the
 * step's. Which ones there are is open: each backend says which it has a kernel for.
 */
public interface Operation {

  /** What is computed, in a few words, with its settings. */
  String describe();

  /** The numbers of it that may be others for each run. */
  default List<Factor> variables() {
    return List.of();
  }

  /**
   * The gradient rule: adds the steps that turn the gradient of the output into those of the inputs
   * and parameters.
   *
   * @param forward the step whose gradient is wanted
   * @param back gradients so far; takes the new steps
   */
  void backward(Step forward, Backpropagation back);
}
