package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * A tensor within zeros: {@code y[i + at] = x[i]}, and 0 all around; the opposite of {@link
 * Excerpt}.
 *
 * <p>Forward reads x and writes y.
 *
 * @param at where it begins, one number per dimension
 */
public record Placement(List<Long> at) implements Operation {
  /** Copies the numbers. */
  public Placement {
    at = List.copyOf(at);
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Shape whole) {
    return x.shape().equals(whole) ? x : graph.add(this, List.of(x), whole);
  }

  @Override
  public String describe() {
    return "zeros around, at " + at;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.set(forward, back.newGradient(x), new Excerpt(at), List.of(dy));
    }
  }
}
