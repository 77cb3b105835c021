package org.fathom4j.compiled.lowering;

import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.fathom4j.compiled.graph.GraphBuilder;
import org.fathom4j.compiled.graph.Tensor;

/**
 * Layers that change every value for itself: ActivationLayer, DropoutLayer, and LossLayer and
 * CnnLossLayer, which only carry a loss.
 */
enum ElementwiseRules implements LayerRule {
  /** ActivationLayer. */
  ACTIVATION {
    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      return Activations.apply(site.as(ActivationLayer.class).getActivationFn(), graph, x);
    }
  },
  /** DropoutLayer. */
  DROPOUT {
    @Override
    public boolean takesAnyRank() {
      return true;
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      return site.dropout(graph, x);
    }
  },
  /** CnnLossLayer. */
  PIXEL_LOSS {
    @Override
    public Optional<String> obstacle(LayerSite site) {
      return site.as(CnnLossLayer.class).getFormat() == CNN2DFormat.NCHW
          ? Optional.empty()
          : Optional.of("its data format is NHWC, only NCHW has a compiled form");
    }

    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      Images.require(site, x);
      return x;
    }
  },
  /** LossLayer. */
  LOSS {
    @Override
    public Tensor lower(LayerSite site, Tensor x, GraphBuilder graph) {
      return x;
    }
  };
}
