package org.fathom4j.report.statistics;

/** Student's t distribution with whole degrees of freedom, by its closed form. */
final class StudentT {
  private StudentT() {}

  /**
   * P(|T| below t): Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.7.3 and
   * 26.7.4.
   *
   * @param t at least 0; infinite too
   * @param degrees of freedom, at least 1
   */
  static double within(double t, int degrees) {
    return ofAngle(Math.atan(t / Math.sqrt(degrees)), degrees);
  }

  /**
   * The t of which {@link #within} is a share, by bisection.
   *
   * @param share above 0 and below 1
   */
  static double quantile(double share, int degrees) {
    double low = 0;
    double high = Math.PI / 2;
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (ofAngle(middle, degrees) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(degrees) * Math.tan((low + high) / 2);
  }

  private static double ofAngle(double angle, int degrees) {
    boolean odd = degrees % 2 == 1;
    double cosine = Math.cos(angle);
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    double part = Math.sin(angle) * sum;
    return odd ? 2 / Math.PI * (angle + part) : part;
  }
}
