package org.fathom4j.scoring;

import java.util.List;

/**
 * A loss as it is reported: of one example, regularization apart.
 *
 * @param form its formula
 * @param weights of the classes in cross-entropy; empty: each counts 1
 */
public record Loss(Form form, List<Double> weights) {
  /** {@code -log p} of the right class. */
  public static final Loss CROSS_ENTROPY = new Loss(Form.CROSS_ENTROPY, List.of());

  /** {@code -log p} of every right yes or no, summed. */
  public static final Loss BINARY_CROSS_ENTROPY = new Loss(Form.BINARY_CROSS_ENTROPY, List.of());

  /** Mean squared error over the outputs. */
  public static final Loss SQUARED_ERROR = new Loss(Form.SQUARED_ERROR, List.of());

  /** Mean absolute error over the outputs. */
  public static final Loss ABSOLUTE_ERROR = new Loss(Form.ABSOLUTE_ERROR, List.of());

  /** Formulas. */
  public enum Form {
    /** {@code -w log p} of the right class, w its weight. */
    CROSS_ENTROPY,
    /** {@code -log p} of every right yes or no, summed. */
    BINARY_CROSS_ENTROPY,
    /** Mean squared error over the outputs. */
    SQUARED_ERROR,
    /** Mean absolute error over the outputs. */
    ABSOLUTE_ERROR
  }

  /** Copies the weights. */
  public Loss {
    weights = List.copyOf(weights);
  }

  /** Cross-entropy with a weight for each class. */
  public static Loss weighted(List<Double> weights) {
    return new Loss(Form.CROSS_ENTROPY, weights);
  }

  private static final double TINY = 1e-10;

  /** {@code log p}, of at least the smallest probability that a loss is worked out of. */
  static double log(double probability) {
    return Math.log(Math.max(probability, TINY));
  }

  /**
   * The loss of one example.
   *
   * @param outputs holds its outputs from {@code from}
   * @param labels holds its label from {@code label}
   * @param width numbers of both
   */
  double of(float[] outputs, int from, float[] labels, int label, int width) {
    double sum = 0;
    for (int j = 0; j < width; j++) {
      double y = labels[label + j];
      double p = outputs[from + j];
      sum +=
          switch (form) {
            case CROSS_ENTROPY -> y == 0 ? 0 : -weight(j) * y * log(p);
            case BINARY_CROSS_ENTROPY -> -y * log(p) - (1 - y) * log(1 - p);
            case SQUARED_ERROR -> (p - y) * (p - y) / width;
            case ABSOLUTE_ERROR -> Math.abs(p - y) / width;
          };
    }
    return sum;
  }

  private double weight(int type) {
    return weights.isEmpty() ? 1 : weights.get(type);
  }
}
