package org.fathom4j.compiled.lowering;

import java.util.List;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Reshape;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** Images as rows, one for each pixel, and back: so what is scored pixel by pixel is scored. */
final class Pixels {
  private static final ImageLayout LAST = ImageLayout.CHANNELS_LAST;

  private Pixels() {}

  /** Images of a layout as {@code [n*h*w,channels]}. */
  static Tensor rows(GraphBuilder graph, Tensor images, ImageLayout layout) {
    long channels = images.shape().size(layout.channels());
    Tensor last = layout == LAST ? images : LAST.given(graph, images);
    return new Reshape().of(graph, last, Shape.of(images.shape().elements() / channels, channels));
  }

  /** Rows as images of a layout and shape. */
  static Tensor images(GraphBuilder graph, Tensor rows, Shape shape, ImageLayout layout) {
    if (layout == LAST) {
      return new Reshape().of(graph, rows, shape);
    }
    return LAST.taken(graph, new Reshape().of(graph, rows, LAST.shape(shape)));
  }

  /** Refuses what a batch has for an output of images, where it does not fit. */
  static void require(LayerSite site, Target target, Shape images) {
    if (!target.labels().equals(images)) {
      throw new IllegalArgumentException(
          "layer %s takes labels of %s, one for each pixel and channel; got %s"
              .formatted(site.name(), images, target.labels()));
    }
    ImageLayout layout = site.layout();
    long height = images.size(layout.pixels()[0]);
    long width = images.size(layout.pixels()[1]);
    List<Shape> masks =
        List.of(
            images,
            layout.shape(Shape.of(images.size(0), 1, height, width)),
            Shape.of(images.size(0), height, width),
            Shape.of(images.size(0), 1));
    if (target.mask().filter(mask -> !masks.contains(mask)).isPresent()) {
      throw new IllegalArgumentException(
          "layer %s takes a mask of labels of one of %s; got %s"
              .formatted(site.name(), masks, target.mask().get()));
    }
  }
}
