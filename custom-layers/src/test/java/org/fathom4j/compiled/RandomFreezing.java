package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Freezes layers by either wrapper, anywhere, now and then twice. */
final class RandomFreezing {
  private final Random random;

  RandomFreezing(Random random) {
    this.random = random;
  }

  /** The same layers, of half of all networks with some of them frozen. */
  List<Layer> of(List<Layer> layers) {
    if (random.nextBoolean()) {
      return layers;
    }
    List<Layer> some = new ArrayList<>();
    int last = layers.size() - 1;
    for (int i = 0; i <= last; i++) {
      some.add(i == last ? lastOne(layers.get(i)) : perhapsFrozen(layers.get(i)));
    }
    return some;
  }

  /** Deeplearning4j freezes no layer with a loss but by the wrapper that hands gradients on. */
  private Layer lastOne(Layer layer) {
    return random.nextInt(4) == 0 ? new FrozenLayerWithBackprop(layer) : layer;
  }

  private Layer perhapsFrozen(Layer layer) {
    return switch (random.nextInt(10)) {
      case 0 -> new FrozenLayer(layer);
      case 1, 2, 3, 4 -> new FrozenLayerWithBackprop(layer);
      default -> layer;
    };
  }

  /**
   * Wraps some of the frozen layers again, which Deeplearning4j does to those that it clones. Not
   * before the configuration is built: it would give settings of its own to no layer in two
   * wrappers.
   */
  void again(MultiLayerConfiguration configuration) {
    for (int i = 0; i < configuration.getConfs().size() - 1; i++) {
      NeuralNetConfiguration each = configuration.getConf(i);
      Layer layer = each.getLayer();
      if (layer instanceof BaseWrapperLayer && random.nextInt(10) == 0) {
        boolean same = random.nextInt(3) > 0;
        boolean stops = layer instanceof FrozenLayer == same;
        each.setLayer(stops ? new FrozenLayer(layer) : new FrozenLayerWithBackprop(layer));
      }
    }
  }

  /** Whether some layer is one that has no compiled form, for it should hand on what it stops. */
  static boolean swallowsGradients(List<Layer> layers) {
    return layers.stream()
        .anyMatch(
            layer ->
                layer instanceof FrozenLayerWithBackprop frozen
                    && inner(frozen) instanceof FrozenLayer);
  }

  /**
   * Why Deeplearning4j trains these layers wrongly, or nothing: what a layer of theirs computes is
   * that of inference, and what it sends back is that of training.
   */
  static Optional<String> wrongByDl4j(List<Layer> layers) {
    return layers.subList(0, layers.size() - 1).stream()
        .map(
            layer ->
                layer instanceof FrozenLayerWithBackprop
                    ? wrongByDl4j(inner(layer))
                    : wrongWhereItIs(layer))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> wrongByDl4j(Layer frozen) {
    if (frozen instanceof BatchNormalization) {
      return Optional.of("the gradient of batch statistics that were not used");
    }
    if (frozen instanceof ActivationLayer) {
      return Optional.of(
          "the derivative at what inference has left of the input, changed in place");
    }
    return frozen instanceof DropoutLayer || frozen.getIDropout() != null
        ? Optional.of("the gradient through a mask that was not drawn")
        : Optional.empty();
  }

  private static Optional<String> wrongWhereItIs(Layer layer) {
    return layer instanceof Deconvolution2D && layer.getIDropout() != null
        ? Optional.of("the gradient of the input as if nothing had been dropped")
        : Optional.empty();
  }

  /** Which layers a step moves. */
  static List<Boolean> moved(List<Layer> layers) {
    List<Boolean> moved = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      boolean reached = layers.stream().skip(i).noneMatch(FrozenLayer.class::isInstance);
      moved.add(reached && !(layers.get(i) instanceof FrozenLayerWithBackprop));
    }
    return moved;
  }

  private static Layer inner(Layer layer) {
    Layer inner = layer;
    while (inner instanceof FrozenLayerWithBackprop wrapper) {
      inner = wrapper.getUnderlying();
    }
    return inner;
  }
}
