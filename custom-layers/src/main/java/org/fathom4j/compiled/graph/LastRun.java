package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * Of each sequence the last steps that count, with no other between them, moved to the front:
 * {@code y[t,n] = x[first + t,n]}, and 0 behind them.
 *
 * <p>Forward reads {@code x [t,n,c], mask [n,t]} and writes y, as large as x. The mask, 1 for each
 * step that counts and else 0, has no gradient.
 */
public record LastRun() implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Tensor mask) {
    StepRun.require(x, mask);
    return graph.add(this, List.of(x, mask), x.shape());
  }

  @Override
  public String describe() {
    return "last run of steps";
  }

  /** Backward reads {@code dy, mask} and writes dx. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.add(
          forward, Pass.BACKWARD_DATA, List.of(dy, forward.read(1)), List.of(back.newGradient(x)));
    }
  }
}
