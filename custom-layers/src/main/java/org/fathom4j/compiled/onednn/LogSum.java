package org.fathom4j.compiled.onednn;

/**
 * {@code sum w log p} of probabilities p: those with weight 1 are multiplied first, and one
 * logarithm is taken of many.
 */
final class LogSum {
  /** No probability that is clipped makes a product that is still above this one 0. */
  private static final double SMALL = 1e-200;

  private double sum;
  private double product = 1;

  /** Adds {@code weight log p}. */
  void add(double weight, double p) {
    if (weight == 1 && p > SMALL) {
      product *= p;
      if (product < SMALL) {
        fold();
      }
    } else if (weight != 0) {
      sum += weight * Math.log(p);
    }
  }

  private void fold() {
    sum += Math.log(product);
    product = 1;
  }

  /** What was added since the last call. */
  double take() {
    fold();
    double all = sum;
    sum = 0;
    return all;
  }
}
