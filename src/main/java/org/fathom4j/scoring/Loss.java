package org.fathom4j.scoring;

/** Losses as they are reported: of one example, regularization apart. */
public enum Loss {
  /** {@code -log p} of the right class. */
  CROSS_ENTROPY,
  /** {@code -log p} of every right yes or no, summed. */
  BINARY_CROSS_ENTROPY,
  /** Mean squared error over the outputs. */
  SQUARED_ERROR,
  /** Mean absolute error over the outputs. */
  ABSOLUTE_ERROR;

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
          switch (this) {
            case CROSS_ENTROPY -> y == 0 ? 0 : -y * log(p);
            case BINARY_CROSS_ENTROPY -> -y * log(p) - (1 - y) * log(1 - p);
            case SQUARED_ERROR -> (p - y) * (p - y) / width;
            case ABSOLUTE_ERROR -> Math.abs(p - y) / width;
          };
    }
    return sum;
  }
}
