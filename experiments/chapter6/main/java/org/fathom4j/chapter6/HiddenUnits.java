package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.Examples;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.fathom4j.training.BatchArrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The rectifying layers of a network and what their units say of some examples. A unit of a
 * convolution is a channel, at all its places.
 */
final class HiddenUnits {
  private static final int BATCH = 100;

  private HiddenUnits() {}

  /**
   * The units of one layer.
   *
   * @param layer its index in the network
   * @param units how many
   * @param canDie whether they are plain ReLUs
   * @param dead how many say the same of every example: those of ReLU say 0
   */
  record Count(int layer, int units, boolean canDie, int dead) {}

  /** Whether a layer's outputs come out of a rectifier or of a maximum over pieces. */
  private static boolean rectifies(Layer layer) {
    return layer instanceof Maxout
        || layer instanceof MaxoutConvolution
        || layer instanceof ParametricRectifier
        || slope(layer).isPresent();
  }

  /** The slope for negative inputs of the first rectifier that does not learn it. */
  static OptionalDouble fixedSlope(MultiLayerNetwork network) {
    for (int i = 0; i < network.getnLayers(); i++) {
      OptionalDouble slope = slope(layer(network, i));
      if (slope.isPresent()) {
        return slope;
      }
    }
    return OptionalDouble.empty();
  }

  private static OptionalDouble slope(Layer layer) {
    if (layer instanceof ActivationLayer activation) {
      return slope(activation.getActivationFn());
    }
    return layer instanceof BaseLayer base && !(layer instanceof BaseOutputLayer)
        ? slope(base.getActivationFn())
        : OptionalDouble.empty();
  }

  private static OptionalDouble slope(IActivation function) {
    if (function instanceof ActivationReLU) {
      return OptionalDouble.of(0);
    }
    if (function instanceof AbsoluteRectification) {
      return OptionalDouble.of(-1);
    }
    return function instanceof LeakyRectification leaky
        ? OptionalDouble.of(leaky.getSlope())
        : OptionalDouble.empty();
  }

  /** The configuration of a layer. */
  static Layer layer(MultiLayerNetwork network, int index) {
    return network.getLayer(index).conf().getLayer();
  }

  /** Counts the units of every rectifying layer, those above which the next layer looks. */
  static List<Count> count(MultiLayerNetwork network, Examples examples) {
    List<Integer> layers = new ArrayList<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      if (rectifies(layer(network, i))) {
        layers.add(i);
      }
    }
    double[][] lows = new double[layers.size()][];
    double[][] highs = new double[layers.size()][];
    try (Batches batches = Batches.ordered(examples, BATCH)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        List<INDArray> all = network.feedForward(BatchArrays.features(batch), false);
        for (int i = 0; i < lows.length; i++) {
          INDArray said = all.get(layers.get(i) + 1);
          lows[i] = merged(lows[i], Values.of(said.min(others(said))), true);
          highs[i] = merged(highs[i], Values.of(said.max(others(said))), false);
        }
      }
    }
    List<Count> counts = new ArrayList<>();
    for (int i = 0; i < lows.length; i++) {
      int dead = 0;
      for (int unit = 0; unit < lows[i].length; unit++) {
        dead += lows[i][unit] == highs[i][unit] ? 1 : 0;
      }
      boolean relu = slope(layer(network, layers.get(i))).orElse(1) == 0;
      counts.add(new Count(layers.get(i), lows[i].length, relu, dead));
    }
    return counts;
  }

  /** Every dimension but the units'. */
  private static int[] others(INDArray said) {
    return said.rank() == 4 ? new int[] {0, 2, 3} : new int[] {0};
  }

  private static double[] merged(double @Nullable [] so, double[] now, boolean least) {
    double[] merged = now.clone();
    if (so != null) {
      Arrays.setAll(merged, i -> least ? Math.min(so[i], now[i]) : Math.max(so[i], now[i]));
    }
    return merged;
  }
}
