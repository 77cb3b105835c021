package org.fathom4j.compiled.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The dimensions in another order: dimension d of y is dimension {@code order[d]} of x.
 *
 * <p>Forward reads x and writes y.
 *
 * @param order every dimension of x once
 */
public record Transposition(List<Integer> order) implements Operation {
  /** Checks and copies the order. */
  public Transposition {
    order = List.copyOf(order);
    for (int d = 0; d < order.size(); d++) {
      if (!order.contains(d)) {
        throw new IllegalArgumentException(
            "an order of dimensions has each of them once, from 0, got " + order);
      }
    }
  }

  /** Adds the forward step; the result is y. */
  public Tensor of(GraphBuilder graph, Tensor x) {
    if (x.shape().rank() != order.size()) {
      throw new IllegalArgumentException(
          "the order %s is one of %d dimensions, got %s".formatted(order, order.size(), x));
    }
    return graph.add(
        this, List.of(x), new Shape(order.stream().map(d -> x.shape().size(d)).toList()));
  }

  @Override
  public String describe() {
    return "transposition " + order;
  }

  /** The opposite order. */
  @Override
  public void backward(Step forward, Backpropagation back) {
    Tensor x = forward.read(0);
    if (back.wanted(x)) {
      List<Integer> opposite = new ArrayList<>(Collections.nCopies(order.size(), 0));
      for (int d = 0; d < order.size(); d++) {
        opposite.set(order.get(d), d);
      }
      Tensor dy = back.gradientOf(forward.write(0));
      back.set(forward, back.newGradient(x), new Transposition(opposite), List.of(dy));
    }
  }
}
