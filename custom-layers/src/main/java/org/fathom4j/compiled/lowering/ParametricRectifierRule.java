package org.fathom4j.compiled.lowering;

import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.ParametricRelu;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.layers.rectifier.ParametricRectifier;

/** ParametricRectifier: dropout, rectifier with learned slopes. */
final class ParametricRectifierRule implements LayerRule {
  private static final String SLOPES = "a";

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    site.layout().require(site, CNN2DFormat.NCHW, x);
    Tensor slopes = site.parameter(graph, SLOPES, slopeShape(site, x.shape()));
    return new ParametricRelu().of(graph, site.dropout(graph, x), slopes);
  }

  /** The shape of one example, with size 1 where positions or all values share a slope. */
  private static Shape slopeShape(LayerSite site, Shape x) {
    long[] sizes = x.withFirst(1).toArray();
    switch (site.as(ParametricRectifier.class).getSlopes()) {
      case PER_UNIT -> {}
      case PER_CHANNEL -> Arrays.fill(sizes, 2, sizes.length, 1);
      case SHARED -> Arrays.fill(sizes, 1);
    }
    return Shape.of(sizes);
  }
}
