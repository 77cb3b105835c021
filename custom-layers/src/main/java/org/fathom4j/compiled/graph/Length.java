package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * The length of every example: {@code y[n,0] = |x[n]|}, the root of the sum of all squares.
 *
 * <p>Forward reads x and writes {@code y [n,1]}.
 *
 * @param floor the least length that the derivative {@code x / y} is taken for, above 0
 */
public record Length(double floor) implements Operation {

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    return graph.add(this, List.of(x), Shape.of(x.shape().size(0), 1));
  }

  @Override
  public String describe() {
    return "length";
  }

  /** Backward reads {@code x, y, dy} and writes dx. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor y = forward.write(0);
      Tensor dy = back.gradientOf(y);
      back.add(forward, Pass.BACKWARD_DATA, List.of(x, y, dy), List.of(back.newGradient(x)));
    }
  }
}
