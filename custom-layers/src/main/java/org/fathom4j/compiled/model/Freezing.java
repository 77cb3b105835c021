package org.fathom4j.compiled.model;

import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;

/** What freezes layers. */
public final class Freezing {
  private Freezing() {}

  /** Whether a layer itself is frozen. */
  public static boolean isFrozen(Layer layer) {
    return stopsGradients(layer) || layer instanceof FrozenLayerWithBackprop;
  }

  /** A layer without what freezes it; Deeplearning4j wraps frozen layers anew when it clones. */
  public static Layer inner(Layer layer) {
    Layer inner = layer;
    while (isFrozen(inner)) {
      inner = ((BaseWrapperLayer) inner).getUnderlying();
    }
    return inner;
  }

  /**
   * Whether a layer that should hand gradients on holds one that has none: Deeplearning4j asks the
   * outermost wrapper alone, and fails at the next layer.
   */
  public static boolean swallowsGradients(Layer layer) {
    Layer inner = layer;
    while (inner instanceof FrozenLayerWithBackprop wrapper) {
      inner = wrapper.getUnderlying();
    }
    return inner != layer && stopsGradients(inner);
  }

  /** Whether a layer lets no gradient through. */
  public static boolean stopsGradients(Layer layer) {
    return layer instanceof FrozenLayer;
  }
}
