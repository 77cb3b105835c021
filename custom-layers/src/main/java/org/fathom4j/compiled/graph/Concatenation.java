package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * Tensors side by side along their second dimension, the features of vectors or the channels of
 * images.
 *
 * <p>Forward reads every x and writes y.
 */
public record Concatenation() implements Operation {
  private static final int AXIS = 1;

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, List<Tensor> parts) {
    long[] sizes = parts.get(0).shape().toArray();
    sizes[AXIS] = 0;
    for (Tensor part : parts) {
      long[] own = part.shape().toArray();
      boolean fits = own.length == sizes.length;
      for (int i = 0; fits && i < own.length; i++) {
        fits = i == AXIS || own[i] == sizes[i];
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "parts that are put side by side differ in more than their second size: " + parts);
      }
      sizes[AXIS] += own[AXIS];
    }
    return parts.size() == 1 ? parts.get(0) : graph.add(this, parts, Shape.of(sizes));
  }

  @Override
  public String describe() {
    return "concatenation";
  }

  /** Each part's gradient is that part of the gradient. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    long from = 0;
    for (Tensor x : forward.reads()) {
      if (back.wanted(x)) {
        Tensor dy = back.gradientOf(forward.write(0));
        back.set(forward, back.newGradient(x), Excerpt.along(AXIS, from, x.shape()), List.of(dy));
      }
      from += x.shape().size(AXIS);
    }
  }
}
