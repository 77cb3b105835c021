package org.fathom4j.compiled.graph;

import java.util.List;

/**
 * Tensors one behind the other along a dimension: 0 puts examples together, 1 the features of
 * vectors or the channels of images.
 *
 * <p>Forward reads every x and writes y.
 *
 * @param axis the dimension
 */
public record Concatenation(int axis) implements Operation {
  /** Of features or channels. */
  public Concatenation() {
    this(1);
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, List<Tensor> parts) {
    long[] sizes = parts.get(0).shape().toArray();
    sizes[axis] = 0;
    for (Tensor part : parts) {
      long[] own = part.shape().toArray();
      boolean fits = own.length == sizes.length;
      for (int i = 0; fits && i < own.length; i++) {
        fits = i == axis || own[i] == sizes[i];
      }
      if (!fits) {
        throw new IllegalArgumentException(
            "parts that are put together differ in more than size %d: %s".formatted(axis, parts));
      }
      sizes[axis] += own[axis];
    }
    return parts.size() == 1 ? parts.get(0) : graph.add(this, parts, Shape.of(sizes));
  }

  @Override
  public String describe() {
    return axis == 1 ? "concatenation" : "concatenation along " + axis;
  }

  /** Each part's gradient is that part of the gradient. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    long from = 0;
    for (Tensor x : forward.reads()) {
      if (back.wanted(x)) {
        Tensor dy = back.gradientOf(forward.write(0));
        back.set(forward, back.newGradient(x), Excerpt.along(axis, from, x.shape()), List.of(dy));
      }
      from += x.shape().size(axis);
    }
  }
}
