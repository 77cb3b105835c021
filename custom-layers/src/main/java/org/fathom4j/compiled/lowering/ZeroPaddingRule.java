package org.fathom4j.compiled.lowering;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Placement;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;

/** ZeroPaddingLayer: rows and columns of zeros around images. */
final class ZeroPaddingRule implements LayerRule {
  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Images.require(site, x);
    int[] sides = site.as(ZeroPaddingLayer.class).getPadding(); // top, bottom, left, right
    Shape in = x.shape();
    Shape out =
        Shape.of(
            in.size(0),
            in.size(1),
            in.size(2) + sides[0] + sides[1],
            in.size(3) + sides[2] + sides[3]);
    return new Placement(List.of(0L, 0L, (long) sides[0], (long) sides[2])).of(graph, x, out);
  }
}
