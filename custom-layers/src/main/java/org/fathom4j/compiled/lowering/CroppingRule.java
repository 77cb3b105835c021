package org.fathom4j.compiled.lowering;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.fathom4j.compiled.graph.Excerpt;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** Cropping2D: images without their outer rows and columns. */
final class CroppingRule implements LayerRule {
  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Images.require(site, x);
    int[] sides = site.as(Cropping2D.class).getCropping(); // top, bottom, left, right
    Shape in = x.shape();
    long height = in.size(2) - sides[0] - sides[1];
    long width = in.size(3) - sides[2] - sides[3];
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "layer %s crops all of an image of %s".formatted(site.name(), in));
    }
    return new Excerpt(List.of(0L, 0L, (long) sides[0], (long) sides[2]))
        .of(graph, x, Shape.of(in.size(0), in.size(1), height, width));
  }
}
