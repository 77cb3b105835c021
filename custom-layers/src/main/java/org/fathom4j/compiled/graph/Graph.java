package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A whole program: steps in the order in which they run.
 *
 * @param steps of a network: forward steps, then in training the loss and the backward steps
 * @param outputs the tensors that are asked for in the end
 */
public record Graph(List<Step> steps, List<Tensor> outputs) {

  /** Copies the lists. */
  public Graph {
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
  }

  /** A program of which one tensor is asked for. */
  public Graph(List<Step> steps, Tensor output) {
    this(steps, List.of(output));
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining(System.lineSeparator()));
  }
}
