package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/**
 * Networks in double precision whose weights are set by hand, so that each layer folds its input.
 * All weights but those of {@link #oneLayerOfLines} are whole numbers over powers of two: their
 * answers at such places are exact.
 */
final class FoldingNets {
  /** Slope, slope, start of the four lines that the last layer in the plane draws. */
  private static final double[][] LINES = {
    {-0.5, 1, -0.1875}, {-0.75, -1, 0.9375}, {1, -0.25, -0.28125}, {-0.125, 1, -0.5}
  };

  private FoldingNets() {}

  /** The tent map T(x) = 2 relu(x) − 4 relu(x − 1/2), composed: two rectifiers a layer. */
  static MultiLayerNetwork tents(int folds) {
    MultiLayerNetwork network = network(1, rectifiers(folds, 2));
    Nets.set(network, 0, new double[][] {{1, 1}}, 0, -0.5);
    for (int layer = 1; layer < folds; layer++) {
      Nets.set(network, layer, new double[][] {{2, 2}, {-4, -4}}, 0, -0.5);
    }
    Nets.set(network, folds, new double[][] {{2}, {-4}}, 0);
    return network;
  }

  /** The same function of folds |z|, one unit a layer: T(x) = 1 − |2x − 1|. */
  static MultiLayerNetwork absolutes(int folds) {
    List<Layer> layers = new ArrayList<>();
    for (int layer = 0; layer < folds; layer++) {
      layers.add(absolute());
    }
    MultiLayerNetwork network = network(1, layers);
    Nets.set(network, 0, new double[][] {{2}}, -1);
    for (int layer = 1; layer < folds; layer++) {
      Nets.set(network, layer, new double[][] {{-2}}, 1);
    }
    Nets.set(network, folds, new double[][] {{-1}}, 1);
    return network;
  }

  /** The same function again, of one hidden layer: a rectifier for each kink, and one at 0. */
  static MultiLayerNetwork oneLayer(int folds) {
    int units = 1 << folds;
    double[][] in = new double[1][units];
    double[][] out = new double[units][1];
    double[] starts = new double[units];
    for (int unit = 0; unit < units; unit++) {
      in[0][unit] = 1;
      starts[unit] = -unit / (double) units;
      out[unit][0] = unit == 0 ? units : unit % 2 == 1 ? -2.0 * units : 2.0 * units;
    }
    MultiLayerNetwork network = network(1, rectifiers(1, units));
    Nets.set(network, 0, in, starts);
    Nets.set(network, 1, out, 0);
    return network;
  }

  /**
   * Tents, but the last two units cut each of their sides in three: Montúfar's bound is reached.
   */
  static MultiLayerNetwork mostPieces(int layers) {
    MultiLayerNetwork network = tents(layers);
    double[][] into = layers == 1 ? new double[][] {{1, -1}} : new double[][] {{2, -2}, {-4, 4}};
    Nets.set(network, layers - 1, into, -0.25, 0.75);
    Nets.set(network, layers, new double[][] {{1}, {0.5}}, 0);
    return network;
  }

  /** Folding layers in the plane, both coordinates by a tent each, then a layer of four lines. */
  static MultiLayerNetwork planeOfFolds(int folds) {
    MultiLayerNetwork network = network(2, rectifiers(folds + 1, 4));
    for (int layer = 0; layer < folds; layer++) {
      double[][] weights =
          layer == 0
              ? new double[][] {{1, 1, 0, 0}, {0, 0, 1, 1}}
              : new double[][] {{2, 2, 0, 0}, {-4, -4, 0, 0}, {0, 0, 2, 2}, {0, 0, -4, -4}};
      Nets.set(network, layer, weights, 0, -0.5, 0, -0.5);
    }
    double[][] lines = new double[folds == 0 ? 2 : 4][4];
    double[] starts = new double[4];
    for (int unit = 0; unit < 4; unit++) {
      double[] line = LINES[unit];
      starts[unit] = line[2];
      for (int axis = 0; axis < 2; axis++) {
        if (folds == 0) {
          lines[axis][unit] = line[axis];
        } else {
          lines[2 * axis][unit] = 2 * line[axis];
          lines[2 * axis + 1][unit] = -4 * line[axis];
        }
      }
    }
    Nets.set(network, folds, lines, starts);
    Nets.set(network, folds + 1, new double[][] {{1}, {0.75}, {-1.25}, {0.625}}, 0);
    return network;
  }

  /** One layer in the plane whose lines touch one circle: every two of them cross nearby. */
  static MultiLayerNetwork oneLayerOfLines(int units) {
    double radius = 0.06;
    double[][] weights = new double[2][units];
    double[] starts = new double[units];
    double[][] out = new double[units][1];
    for (int unit = 0; unit < units; unit++) {
      // Every second line touches the far side: no two are parallel.
      double angle = Math.PI * unit / units + Math.PI * (unit % 2) + 0.13;
      weights[0][unit] = Math.cos(angle);
      weights[1][unit] = Math.sin(angle);
      starts[unit] = -radius - (Math.cos(angle) + Math.sin(angle)) / 2;
      out[unit][0] = 1;
    }
    MultiLayerNetwork network = network(2, rectifiers(1, units));
    Nets.set(network, 0, weights, starts);
    Nets.set(network, 1, out, 0);
    return network;
  }

  /** Layers of so many rectifiers, to be set by {@link #randomize}. */
  static MultiLayerNetwork rectifiersOnALine(int layers, int units) {
    return network(1, rectifiers(layers, units));
  }

  /**
   * Draws normal weights of variance 2 / inputs (He et al. 2015). Each unit switches where the
   * layers below are at a random place between 0 and 1: no unit is wasted.
   */
  static void randomize(MultiLayerNetwork network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<double[][]> below = new ArrayList<>();
    List<double[]> starts = new ArrayList<>();
    for (int layer = 0; layer < network.getnLayers() - 1; layer++) {
      double[][] weights = new double[layer == 0 ? 1 : starts.get(layer - 1).length][];
      int units = network.layerSize(layer);
      for (int i = 0; i < weights.length; i++) {
        double spread = Math.sqrt(2.0 / weights.length);
        weights[i] =
            IntStream.range(0, units).mapToDouble(u -> spread * random.nextGaussian()).toArray();
      }
      double[] start = new double[units];
      for (int unit = 0; unit < units; unit++) {
        start[unit] = -weighed(weights, through(below, starts, random.nextDouble()), unit);
      }
      below.add(weights);
      starts.add(start);
      Nets.set(network, layer, weights, start);
    }
  }

  private static double[] through(List<double[][]> weights, List<double[]> starts, double place) {
    double[] values = {place};
    for (int layer = 0; layer < weights.size(); layer++) {
      double[] next = starts.get(layer).clone();
      for (int unit = 0; unit < next.length; unit++) {
        next[unit] = Math.max(0, next[unit] + weighed(weights.get(layer), values, unit));
      }
      values = next;
    }
    return values;
  }

  private static double weighed(double[][] weights, double[] values, int unit) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i] * weights[i][unit]).sum();
  }

  private static List<Layer> rectifiers(int layers, int units) {
    List<Layer> list = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      list.add(new DenseLayer.Builder().nOut(units).activation(Activation.RELU).build());
    }
    return list;
  }

  private static DenseLayer absolute() {
    return new DenseLayer.Builder().nOut(1).activation(new AbsoluteRectification()).build();
  }

  private static MultiLayerNetwork network(int inputs, List<Layer> hidden) {
    List<Layer> layers = new ArrayList<>();
    int width = inputs;
    for (Layer layer : hidden) {
      DenseLayer dense = (DenseLayer) layer;
      dense.setNIn(width);
      width = (int) dense.getNOut();
      layers.add(dense);
    }
    layers.add(Nets.output(width, 1, new ActivationIdentity(), new LossMSE()));
    return Nets.build(1, DataType.DOUBLE, new NoOp(), layers.toArray(Layer[]::new));
  }
}
