package org.fathom4j.compiled.lowering;

import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.LocalResponse;
import org.fathom4j.compiled.graph.Tensor;

/** LocalResponseNormalization over n channels; of an even n Deeplearning4j takes n + 1. */
final class LocalResponseRule implements LayerRule {
  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    LocalResponseNormalization layer = site.as(LocalResponseNormalization.class);
    Images.require(site, x);
    return new LocalResponse(
            (int) layer.getN() / 2, layer.getAlpha(), layer.getBeta(), layer.getK())
        .of(graph, x);
  }
}
