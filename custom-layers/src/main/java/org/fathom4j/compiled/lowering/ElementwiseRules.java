package org.fathom4j.compiled.lowering;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
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
      return site.activated(site.as(ActivationLayer.class).getActivationFn(), graph, x);
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
