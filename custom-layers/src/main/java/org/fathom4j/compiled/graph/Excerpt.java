package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A part of a tensor: {@code y[i] = x[i + from]}; the opposite of {@link Placement}.
 *
 * <p>Forward reads x and writes y.
 *
 * @param from where the part begins, one number per dimension
 */
public record Excerpt(List<Long> from) implements Operation {
  /** Copies the numbers. */
  public Excerpt {
    from = List.copyOf(from);
  }

  /** The part of that shape that begins at a place of one dimension, and at 0 of all others. */
  public static Excerpt along(int dimension, long place, Shape part) {
    List<Long> from = new ArrayList<>(Collections.nCopies(part.rank(), 0L));
    from.set(dimension, place);
    return new Excerpt(from);
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x, Shape part) {
    return x.shape().equals(part) ? x : graph.add(this, List.of(x), part);
  }

  @Override
  public String describe() {
    return "excerpt from " + from;
  }

  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      Tensor dy = back.gradientOf(forward.write(0));
      back.set(forward, back.newGradient(x), new Placement(from), List.of(dy));
    }
  }
}
