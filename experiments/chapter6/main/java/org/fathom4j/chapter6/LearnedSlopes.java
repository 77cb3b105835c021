package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.rectifier.ParametricRectifier;

/**
 * The slopes for negative inputs that one PReLU layer has learned.
 *
 * @param number of the layer among the network's PReLU layers, from 1
 * @param start what they were before
 * @param slopes what they are
 */
record LearnedSlopes(int number, double start, List<Double> slopes) {
  /** Copies the slopes. */
  LearnedSlopes {
    slopes = List.copyOf(slopes);
  }

  /** Of every PReLU layer. */
  static List<LearnedSlopes> of(MultiLayerNetwork network) {
    List<LearnedSlopes> all = new ArrayList<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      if (HiddenUnits.layer(network, i) instanceof ParametricRectifier layer) {
        double[] slopes = Values.of(network.getParam(i + "_a"));
        all.add(
            new LearnedSlopes(
                all.size() + 1, layer.getStart(), Arrays.stream(slopes).boxed().toList()));
      }
    }
    return all;
  }
}
