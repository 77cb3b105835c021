package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A whole program: steps in the order in which they run.
 *
 * @param steps of a network: forward steps, then in training the loss and the backward steps
 * @param output the tensor that is asked for in the end
 */
public record Graph(List<Step> steps, Tensor output) {

  /** Copies the list. */
  public Graph {
    steps = List.copyOf(steps);
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(System.lineSeparator()));
  }
}
