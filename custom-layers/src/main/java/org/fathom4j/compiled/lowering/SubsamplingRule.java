package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Pooling;
import org.fathom4j.compiled.graph.Tensor;
import org.fathom4j.compiled.graph.Window;

/** SubsamplingLayer: pooling. As in Deeplearning4j it ignores dropout. */
final class SubsamplingRule implements LayerRule {
  @Override
  public Optional<String> obstacle(LayerSite site) {
    return obstacle(site.as(SubsamplingLayer.class));
  }

  /** What no pooling has a compiled form for. */
  static Optional<String> obstacle(SubsamplingLayer layer) {
    if (layer.getDilation()[0] > 1 || layer.getDilation()[1] > 1) {
      return Optional.of(
          "dilated pooling has no compiled form: plain float networks do not dilate");
    }
    if (layer.getPadding()[0] >= layer.getKernelSize()[0]
        || layer.getPadding()[1] >= layer.getKernelSize()[1]) {
      return Optional.of("pooling windows that lie in the padding alone have no compiled form");
    }
    return layer.getPoolingType() == PoolingType.MAX || layer.getPoolingType() == PoolingType.AVG
        ? Optional.empty()
        : Optional.of("pooling " + layer.getPoolingType() + " has no compiled form");
  }

  @Override
  public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
    SubsamplingLayer layer = site.as(SubsamplingLayer.class);
    Images.require(site, x);
    Window window = Windows.of(site, layer, x.shape());
    return new Pooling(kind(layer), window).of(graph, x);
  }

  /** What is taken of a window. */
  static Pooling.Kind kind(SubsamplingLayer layer) {
    if (layer.getPoolingType() == PoolingType.MAX) {
      return Pooling.Kind.MAX;
    }
    return layer.isAvgPoolIncludePadInDivisor()
        ? Pooling.Kind.MEAN_WITH_PADDING
        : Pooling.Kind.MEAN;
  }
}
