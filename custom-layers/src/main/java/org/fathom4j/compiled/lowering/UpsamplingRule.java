package org.fathom4j.compiled.lowering;

import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Upsampling;

/** Upsampling2D: every pixel repeated. */
final class UpsamplingRule implements LayerRule {
  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    Images.require(site, x);
    int[] size = site.as(Upsampling2D.class).getSize();
    return new Upsampling(size[0], size[1]).of(graph, site.dropout(graph, x));
  }
}
