package org.fathom4j.compiled.update;

import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/**
 * Which layers of a network a training step moves, parameters and running statistics alike: those
 * that are not frozen and have no {@code FrozenLayer} behind them, which lets no gradient through.
 */
public final class TrainedLayers {
  private TrainedLayers() {}

  /** Of each layer, whether it is trained. */
  public static List<Boolean> of(MultiLayerNetwork network) {
    int first = firstReached(network);
    return IntStream.range(0, network.getnLayers())
        .mapToObj(i -> i >= first && !isFrozen(network.getLayer(i)))
        .toList();
  }

  /** Index of the first layer that gradients reach. */
  public static int firstReached(MultiLayerNetwork network) {
    int first = network.getnLayers();
    while (first > 0 && !stopsGradients(network.getLayer(first - 1))) {
      first--;
    }
    return first;
  }

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

  private static boolean stopsGradients(Layer layer) {
    return layer instanceof FrozenLayer;
  }
}
