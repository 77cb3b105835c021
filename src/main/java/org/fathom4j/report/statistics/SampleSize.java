package org.fathom4j.report.statistics;

/**
 * How many paired runs a claim needs: Noether's formula (1987) for P(A&gt;B), as in appendix C of
 * Bouthillier et al. 2021: n = ((z(1 - alpha) + z(1 - beta)) / (sqrt(6) (gamma - 1/2)))^2.
 */
public final class SampleSize {
  private SampleSize() {}

  /**
   * Pairs needed, rounded up.
   *
   * @param gamma the P(A&gt;B) to be seen, above 0.5 and below 1
   * @param alpha one-sided rate of false alarms
   * @param beta rate of misses
   */
  public static int pairs(double gamma, double alpha, double beta) {
    double z = normalQuantile(1 - alpha) + normalQuantile(1 - beta);
    return (int) Math.ceil(Math.pow(z / (gamma - 0.5), 2) / 6);
  }

  /** Quantile of the standard normal distribution, by bisection of its integral. */
  static double normalQuantile(double probability) {
    double low = -9;
    double high = 9;
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      if (normalDistribution(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Marsaglia's series 1/2 + phi(x) (x + x^3/3 + x^5/(3*5) + ...). */
  private static double normalDistribution(double x) {
    double term = x;
    double sum = x;
    for (int i = 3; Math.abs(term) > 1e-17 * Math.abs(sum) && i < 1000; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
