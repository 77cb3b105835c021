package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.report.chart.Point;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The regions into which a network of rectifiers with two inputs cuts the unit square: within one,
 * the same units are on, and the network is one affine function.
 *
 * @param patterns sets of units that are on together somewhere in the square
 * @param functions different affine functions among those of the regions
 */
record Regions(int patterns, int functions) {
  private static final double ROUNDING = 1e9;

  /** Looks at {@code side} by {@code side} places, the middles of equal cells. */
  static Regions of(MultiLayerNetwork network, int side) {
    INDArray places = Nets.matrix(DataType.DOUBLE, grid(side, 0.5, side));
    List<INDArray> layers = network.feedForward(places, false);
    List<double[]> hidden = layers.subList(1, layers.size() - 1).stream().map(Values::of).toList();
    Set<BitSet> seen = new HashSet<>();
    for (int place = 0; place < side * side; place++) {
      BitSet on = new BitSet();
      int bit = 0;
      for (double[] layer : hidden) {
        int units = layer.length / (side * side);
        for (int unit = 0; unit < units; unit++) {
          on.set(bit++, layer[place * units + unit] > 0);
        }
      }
      seen.add(on);
    }
    Set<List<Long>> functions = new HashSet<>();
    seen.forEach(on -> functions.add(rounded(affine(network, on))));
    return new Regions(seen.size(), functions.size());
  }

  /** Slope, slope and start of the network where exactly these hidden units are on. */
  private static double[] affine(MultiLayerNetwork network, BitSet on) {
    double[][] rows = {{1, 0}, {0, 1}, {0, 0}};
    int bit = 0;
    for (int layer = 0; layer < network.getnLayers(); layer++) {
      double[][] weights = Nets.weights(network, layer);
      double[] biases = Nets.biases(network, layer);
      double[][] next = new double[3][biases.length];
      boolean hidden = layer < network.getnLayers() - 1;
      for (int unit = 0; unit < biases.length; unit++, bit++) {
        if (hidden && !on.get(bit)) {
          continue;
        }
        for (int row = 0; row < 3; row++) {
          next[row][unit] = row == 2 ? biases[unit] : 0;
          for (int i = 0; i < weights.length; i++) {
            next[row][unit] += rows[row][i] * weights[i][unit];
          }
        }
      }
      rows = next;
    }
    return new double[] {rows[0][0], rows[1][0], rows[2][0]};
  }

  private static List<Long> rounded(double[] values) {
    List<Long> rounded = new ArrayList<>();
    for (double value : values) {
      rounded.add(Math.round(value * ROUNDING));
    }
    return rounded;
  }

  /**
   * The places where a unit of a layer switches on, as separate short lines: within each cell of a
   * grid of {@code side} by {@code side}, from edge to edge. A place that is not finite parts them.
   */
  static List<Point> switches(MultiLayerNetwork network, int layer, int side) {
    INDArray nodes = Nets.matrix(DataType.DOUBLE, grid(side + 1, 0, side));
    INDArray below = layer == 0 ? nodes : network.feedForwardToLayer(layer - 1, nodes).get(layer);
    INDArray inputs =
        below.mmul(network.getParam(layer + "_W")).addRowVector(network.getParam(layer + "_b"));
    List<Point> lines = new ArrayList<>();
    for (int unit = 0; unit < inputs.columns(); unit++) {
      double[] input = Values.of(inputs.getColumn(unit));
      for (int cell = 0; cell < side * side; cell++) {
        crossing(input, side, cell / side, cell % side, lines);
      }
    }
    return lines;
  }

  private static void crossing(double[] input, int side, int row, int column, List<Point> lines) {
    int[][] corners = {{0, 0}, {0, 1}, {1, 1}, {1, 0}};
    List<Point> ends = new ArrayList<>();
    for (int corner = 0; corner < 4; corner++) {
      int[] from = corners[corner];
      int[] to = corners[(corner + 1) % 4];
      double a = input[(row + from[0]) * (side + 1) + column + from[1]];
      double b = input[(row + to[0]) * (side + 1) + column + to[1]];
      if (a > 0 != b > 0) {
        double share = a / (a - b);
        ends.add(
            new Point(
                (column + from[1] + share * (to[1] - from[1])) / side,
                (row + from[0] + share * (to[0] - from[0])) / side));
      }
    }
    for (int i = 0; i + 1 < ends.size(); i += 2) {
      lines.add(ends.get(i));
      lines.add(ends.get(i + 1));
      lines.add(new Point(Double.NaN, Double.NaN));
    }
  }

  /** Rows (x, y), x running fastest: {@code (index + offset) / parts} along each side. */
  static double[][] grid(int side, double offset, int parts) {
    double[][] rows = new double[side * side][];
    for (int place = 0; place < rows.length; place++) {
      int row = place / side;
      rows[place] = new double[] {(place % side + offset) / parts, (row + offset) / parts};
    }
    return rows;
  }
}
