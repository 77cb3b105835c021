package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/**
 * Freezes layers of either kind, anywhere. Not drawn is what Deeplearning4j has no derivative of
 * (FrozenDerivativesTest has), and nothing but elementwise layers first: in workspaces that one
 * throws there.
 */
final class RandomFreezing {
  private final Random random;

  RandomFreezing(Random random) {
    this.random = random;
  }

  /** The same layers, of a third of all networks with some of them frozen. */
  List<Layer> of(List<Layer> layers) {
    if (random.nextInt(3) > 0) {
      return layers;
    }
    List<Layer> some = new ArrayList<>();
    int last = layers.size() - 1;
    for (int i = 0; i <= last; i++) {
      Layer layer = layers.get(i);
      int draw = random.nextInt(6);
      boolean elementwise = layer instanceof ActivationLayer || layer instanceof DropoutLayer;
      if (i == 0 && elementwise) {
        some.add(layer);
      } else if (draw == 0 && i < last) {
        some.add(new FrozenLayer(layer));
      } else if (draw < 3 && passesItsDerivative(layer, i == last)) {
        some.add(new FrozenLayerWithBackprop(layer));
      } else {
        some.add(layer);
      }
    }
    return some;
  }

  private static boolean passesItsDerivative(Layer layer, boolean last) {
    return last
        || !(layer instanceof ActivationLayer
            || layer instanceof DropoutLayer
            || layer instanceof BatchNormalization
            || layer.getIDropout() != null);
  }
}
