package org.fathom4j.compiled.lowering;

import java.util.List;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Transposition;

/** Images as rows, one for each pixel, and back: so what is scored pixel by pixel is scored. */
final class Pixels {
  private Pixels() {}

  /** Images {@code [n,channels,h,w]} as {@code [n*h*w,channels]}. */
  static Tensor rows(GraphBuilder graph, Tensor images) {
    Shape shape = images.shape();
    long channels = shape.size(1);
    Tensor last = channels == 1 ? images : new Transposition(List.of(0, 2, 3, 1)).of(graph, images);
    return new Reshape().of(graph, last, Shape.of(shape.elements() / channels, channels));
  }

  /** Rows as images of a shape. */
  static Tensor images(GraphBuilder graph, Tensor rows, Shape shape) {
    if (shape.size(1) == 1) {
      return new Reshape().of(graph, rows, shape);
    }
    Shape last = Shape.of(shape.size(0), shape.size(2), shape.size(3), shape.size(1));
    return new Transposition(List.of(0, 3, 1, 2)).of(graph, new Reshape().of(graph, rows, last));
  }

  /** Refuses what a batch has for an output of images, where it does not fit. */
  static void require(LayerSite site, Target target, Shape images) {
    if (!target.labels().equals(images)) {
      throw new IllegalArgumentException(
          "layer %s takes labels of %s, one for each pixel and channel; got %s"
              .formatted(site.name(), images, target.labels()));
    }
    List<Shape> masks =
        List.of(
            images,
            Shape.of(images.size(0), 1, images.size(2), images.size(3)),
            Shape.of(images.size(0), images.size(2), images.size(3)),
            Shape.of(images.size(0), 1));
    if (target.mask().filter(mask -> !masks.contains(mask)).isPresent()) {
      throw new IllegalArgumentException(
          "layer %s takes a mask of labels of one of %s; got %s"
              .formatted(site.name(), masks, target.mask().get()));
    }
  }
}
