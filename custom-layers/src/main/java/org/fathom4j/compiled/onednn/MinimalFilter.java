package org.fathom4j.compiled.onednn;

import java.util.Arrays;
import org.fathom4j.compiled.graph.Window;

/**
 * A filter F(m, r) of r taps over the rows of an image, which makes m rows of the result of m+r-1
 * products instead of m r: {@code y[i] = sum over k of g[k] d[i+k]} is {@code A ((G g) * (B d))}
 * (S. Winograd, <i>Arithmetic Complexity of Computations</i>, 1980; A. Lavin and S. Gray, <i>Fast
 * Algorithms for Convolutional Neural Networks</i>, 2016, section 4). The matrices A, G and B are
 * those of Toom and Cook, which multiply polynomials by their values in points: m+r-2 small
 * numbers, and infinity.
 */
final class MinimalFilter {
  /**
   * The points in the order in which they are taken. The more of them, the larger the errors: with
   * seven, five times those of the plain sum, about 1e-6 of the result.
   */
  private static final double[] POINTS = {0, 1, -1, 2, -0.5, 0.5, -2};

  private static final int MOST_RESULTS = 4;

  /** A filter has fewer taps than this. */
  static final int TOO_MANY_TAPS = POINTS.length + 1;

  /**
   * The product that is a part of each result just as it is, that in the point 1: what is added to
   * it is added to all results.
   */
  static final int ADDED_TO_ALL = 1;

  private final int taps;
  private final int width;
  private final int results;
  private final int products;
  private final int before;
  private final long imageHeight;
  private final long height;
  private final double[][] a;
  private final double[][] g;
  private final double[][] b;

  /**
   * A filter over the rows of an image of this height.
   *
   * @param window at least two rows, and of strides and dilations of 1
   */
  MinimalFilter(Window window, long imageHeight) {
    this.taps = window.kernelHeight();
    this.width = window.kernelWidth();
    this.before = window.padding().top();
    this.imageHeight = imageHeight;
    this.height = window.outputHeight(imageHeight);
    this.results = Math.min(MOST_RESULTS, TOO_MANY_TAPS + 1 - taps);
    this.products = results + taps - 1;
    double[] points = Arrays.copyOf(POINTS, products - 1);
    this.a = new double[results][products];
    this.g = new double[products][taps];
    this.b = new double[products][];
    for (int p = 0; p < points.length; p++) {
      fill(p, points);
    }
    a[results - 1][products - 1] = 1;
    g[products - 1][taps - 1] = 1;
    b[products - 1] = polynomial(points);
  }

  /** What belongs to the value in one point. */
  private void fill(int p, double[] points) {
    double[] others = new double[points.length - 1];
    System.arraycopy(points, 0, others, 0, p);
    System.arraycopy(points, p + 1, others, p, others.length - p);
    double distances = 1;
    for (double other : others) {
      distances *= points[p] - other;
    }
    double[] row = polynomial(others);
    double size = powerOfTwoNear(row);
    for (int i = 0; i < results; i++) {
      a[i][p] = Math.pow(points[p], i);
    }
    for (int k = 0; k < taps; k++) {
      g[p][k] = Math.pow(points[p], k) / distances * size;
    }
    b[p] = Arrays.stream(Arrays.copyOf(row, products)).map(x -> x / size).toArray();
  }

  /** The coefficients of the product of all (x - root), lowest power first. */
  private static double[] polynomial(double[] roots) {
    double[] coefficients = {1};
    for (double root : roots) {
      double[] longer = new double[coefficients.length + 1];
      for (int i = 0; i < coefficients.length; i++) {
        longer[i] -= root * coefficients[i];
        longer[i + 1] += coefficients[i];
      }
      coefficients = longer;
    }
    return coefficients;
  }

  /** What brings a row of B to about the size of the others, without an error of rounding. */
  private static double powerOfTwoNear(double[] row) {
    double length = Math.sqrt(Arrays.stream(row).map(x -> x * x).sum());
    return Math.pow(2, Math.rint(Math.log(length) / Math.log(2)));
  }

  /**
   * How many pairs there are of a row of the result and a row of the image that it is made of: as
   * many products as the plain sum takes for what {@link #rows()} take here.
   */
  long pairs() {
    long pairs = 0;
    for (long row = -before; row < height - before; row++) {
      pairs += Math.max(0, Math.min(imageHeight, row + taps) - Math.max(0, row));
    }
    return pairs;
  }

  /** How many products there are for each tile, which is as many rows as are made of them. */
  int products() {
    return products;
  }

  /** How many tiles there are. */
  long tiles() {
    return (height + results - 1) / results;
  }

  /** How many rows all products have together. */
  long rows() {
    return products * tiles();
  }

  /** From the rows of an image to those of all products, {@code [product and tile][row]}. */
  float[][] ofImage() {
    float[][] matrix = new float[(int) rows()][(int) imageHeight];
    for (int product = 0; product < products; product++) {
      for (int tile = 0; tile < tiles(); tile++) {
        for (int d = 0; d < products; d++) {
          int row = tile * results + d - before;
          if (row >= 0 && row < imageHeight) {
            matrix[(int) (product * tiles()) + tile][row] = (float) b[product][d];
          }
        }
      }
    }
    return matrix;
  }

  /** From the rows of all products to those of the result, {@code [row][product and tile]}. */
  float[][] ofResult() {
    float[][] matrix = new float[(int) height][(int) rows()];
    for (int row = 0; row < height; row++) {
      for (int product = 0; product < products; product++) {
        int from = (int) (product * tiles()) + row / results;
        matrix[row][from] = (float) a[row % results][product];
      }
    }
    return matrix;
  }

  /**
   * From a row of weights to those of all products, {@code [row and column of the kernel][product
   * and column]}.
   */
  float[][] ofWeights() {
    float[][] matrix = new float[taps * width][products * width];
    for (int k = 0; k < taps; k++) {
      for (int product = 0; product < products; product++) {
        for (int column = 0; column < width; column++) {
          matrix[k * width + column][product * width + column] = (float) g[product][k];
        }
      }
    }
    return matrix;
  }

  /** With rows and columns swapped. */
  static float[][] transposed(float[][] matrix) {
    float[][] result = new float[matrix[0].length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[0].length; j++) {
        result[j][i] = matrix[i][j];
      }
    }
    return result;
  }

  @Override
  public String toString() {
    return "filter F(" + results + "," + taps + ")";
  }
}
