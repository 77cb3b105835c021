package org.fathom4j.compiled.graph;

import java.util.List;
import java.util.Locale;

/**
 * Inverted dropout: each element is kept with probability p and then divided by p, else set to 0;
 * nothing happens outside of training.
 *
 * <p>Forward reads x and writes y and the mask (0 or 1/p); backward multiplies by the same mask.
 *
 * @param keep probability of keeping an element, above 0, at most 1
 * @param seed which masks: mask number i of a seed is always the same
 */
public record Dropout(KeepProbability keep, long seed) implements Operation {

  /** The probability of keeping an element at an iteration of an epoch. */
  @FunctionalInterface
  public interface KeepProbability {
    /** Above 0, at most 1. */
    double at(int iteration, int epoch);
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    Tensor y = graph.tensor("dropped", x.shape());
    Tensor mask = graph.kept("mask", x.shape());
    graph.add(new Step(graph.layer(), this, Pass.FORWARD, List.of(x), List.of(y, mask)));
    return y;
  }

  @Override
  public String describe() {
    return String.format(Locale.ROOT, "dropout keep %s", keep.at(0, 0));
  }

  /** Backward reads {@code mask, dy} and writes dx, which may lie where dy lay. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(
          forward, Pass.BACKWARD_DATA, List.of(forward.write(1), dy), List.of(back.newGradient(x)));
    }
  }
}
