package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.statistics.Samples;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What maxout units of the first such layer say along a line through 0 of what they look at: the
 * line on which the unit's pieces differ most. One step along it is one standard deviation of the
 * real inputs.
 */
final class MaxoutShapes {
  private static final int PLACES = 121;
  private static final double REACH = 3;
  private static final int WINDOWS = 400;
  private static final int ROUNDS = 100;

  private final double[][] weights; // a row for each piece of each unit
  private final double[] starts;
  private final int pieces;
  private final double[][] windows;

  private MaxoutShapes(double[][] weights, double[] starts, int pieces, double[][] windows) {
    this.weights = weights;
    this.starts = starts;
    this.pieces = pieces;
    this.windows = windows;
  }

  /**
   * The shapes of up to {@code most} units; none where the network has no maxout layer.
   *
   * @param images examples that tell how far inputs reach
   */
  static List<List<Point>> of(MultiLayerNetwork network, INDArray images, int most) {
    for (int index = 0; index < network.getnLayers(); index++) {
      Layer layer = HiddenUnits.layer(network, index);
      if (layer instanceof MaxoutConvolution || layer instanceof Maxout) {
        return read(network, index, images).shapes(most);
      }
    }
    return List.of();
  }

  static MaxoutShapes read(MultiLayerNetwork network, int index, INDArray images) {
    INDArray below = index == 0 ? images : network.feedForwardToLayer(index - 1, images).get(index);
    INDArray weights = network.getParam(index + "_W");
    double[] starts = Values.of(network.getParam(index + "_b"));
    if (HiddenUnits.layer(network, index) instanceof MaxoutConvolution convolution) {
      INDArray rows =
          weights.dup('c').reshape('c', starts.length, weights.length() / starts.length);
      double[][] windows = windows(below, convolution.getKernelSize());
      return new MaxoutShapes(matrix(rows), starts, convolution.getPieces(), windows);
    }
    Maxout dense = (Maxout) HiddenUnits.layer(network, index);
    INDArray rows = below.dup('c').reshape('c', below.size(0), weights.size(0));
    return new MaxoutShapes(matrix(weights.transpose()), starts, dense.getPieces(), matrix(rows));
  }

  private static double[][] matrix(INDArray rows) {
    double[] values = Values.of(rows);
    int width = (int) rows.size(1);
    double[][] matrix = new double[values.length / width][];
    Arrays.setAll(matrix, i -> Arrays.copyOfRange(values, i * width, (i + 1) * width));
    return matrix;
  }

  /** Random windows of the size of the kernel out of pictures, channels first. */
  private static double[][] windows(INDArray pictures, int[] kernel) {
    SplittableRandom random = new SplittableRandom(1);
    double[] values = Values.of(pictures);
    int channels = (int) pictures.size(1);
    int height = (int) pictures.size(2);
    int width = (int) pictures.size(3);
    double[][] windows = new double[WINDOWS][channels * kernel[0] * kernel[1]];
    for (double[] window : windows) {
      int picture = random.nextInt((int) pictures.size(0)) * channels;
      int top = random.nextInt(height - kernel[0] + 1);
      int left = random.nextInt(width - kernel[1] + 1);
      for (int i = 0; i < window.length; i++) {
        int channel = i / (kernel[0] * kernel[1]);
        int row = top + i / kernel[1] % kernel[0];
        window[i] = values[((picture + channel) * height + row) * width + left + i % kernel[1]];
      }
    }
    return windows;
  }

  private List<List<Point>> shapes(int most) {
    int units = starts.length / pieces;
    List<List<Point>> shapes = new ArrayList<>();
    for (int unit = 0; unit < Math.min(most, units); unit++) {
      shapes.add(shape(unit));
    }
    return shapes;
  }

  /** The unit along its line, divided by its largest absolute value there. */
  List<Point> shape(int unit) {
    double[] direction = direction(unit);
    double step = deviation(direction);
    double[] places = new double[PLACES];
    double[] said = new double[PLACES];
    double largest = 0;
    for (int i = 0; i < PLACES; i++) {
      places[i] = REACH * (2.0 * i / (PLACES - 1) - 1);
      said[i] = says(unit, direction, places[i] * step);
      largest = Math.max(largest, Math.abs(said[i]));
    }
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < PLACES; i++) {
      points.add(new Point(places[i], largest == 0 ? 0 : said[i] / largest));
    }
    return points;
  }

  /** The largest of the unit's pieces at {@code at} times the direction. */
  double says(int unit, double[] direction, double at) {
    double most = Double.NEGATIVE_INFINITY;
    for (int piece = 0; piece < pieces; piece++) {
      int row = row(unit, piece);
      most = Math.max(most, starts[row] + at * Landscape.dot(weights[row], direction));
    }
    return most;
  }

  /** Piece j of unit u is row j · units + u. */
  private int row(int unit, int piece) {
    return piece * (starts.length / pieces) + unit;
  }

  /** The direction of length 1 in which the pieces' weights differ most, by power iteration. */
  double[] direction(int unit) {
    int size = weights[0].length;
    double[] mean = new double[size];
    for (int piece = 0; piece < pieces; piece++) {
      for (int i = 0; i < size; i++) {
        mean[i] += weights[row(unit, piece)][i] / pieces;
      }
    }
    double[] direction = difference(weights[row(unit, 0)], mean);
    for (int round = 0; round < ROUNDS; round++) {
      double[] next = new double[size];
      for (int piece = 0; piece < pieces; piece++) {
        double[] own = difference(weights[row(unit, piece)], mean);
        double share = Landscape.dot(own, direction);
        for (int i = 0; i < size; i++) {
          next[i] += share * own[i];
        }
      }
      double length = Math.sqrt(Landscape.dot(next, next));
      direction = Arrays.stream(next).map(value -> length == 0 ? 0 : value / length).toArray();
    }
    return direction;
  }

  private static double[] difference(double[] one, double[] other) {
    double[] difference = new double[one.length];
    Arrays.setAll(difference, i -> one[i] - other[i]);
    return difference;
  }

  private double deviation(double[] direction) {
    double[] along =
        Arrays.stream(windows).mapToDouble(window -> Landscape.dot(window, direction)).toArray();
    double spread = Samples.deviation(along);
    return spread > 0 ? spread : 1;
  }
}
