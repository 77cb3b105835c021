package org.fathom4j.compiled.lowering;

import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** Sequences {@code [n, channels, length]} as images of width 1. */
final class Sequences {
  /** Why sequences with their channels last are refused. */
  static final String FORMAT = "its data format is NWC, only NCW has a compiled form";

  private static final int RANK = 3;

  private Sequences() {}

  static boolean is(Shape shape) {
    return shape.rank() == RANK;
  }

  static void require(LayerSite site, Tensor x) {
    if (!is(x.shape())) {
      throw new IllegalArgumentException(
          "layer %s takes sequences [batch, channels, length], got an input of %s"
              .formatted(site.name(), x.shape()));
    }
  }

  static Tensor images(GraphBuilder graph, Tensor x) {
    Shape in = x.shape();
    return new Reshape().of(graph, x, Shape.of(in.size(0), in.size(1), in.size(2), 1));
  }

  static Tensor of(GraphBuilder graph, Tensor images) {
    Shape in = images.shape();
    return new Reshape().of(graph, images, Shape.of(in.size(0), in.size(1), in.size(2)));
  }
}
