package org.fathom4j.report.statistics;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution. */
public final class StudentT {
  private StudentT() {}

  /**
   * P(|T| below t).
   *
   * @param t at least 0; infinite too
   * @param degrees of freedom, above 0
   */
  static double within(double t, double degrees) {
    return 1 - 2 * above(t, degrees);
  }

  /**
   * P(T above t).
   *
   * @param degrees of freedom, above 0
   */
  public static double above(double t, double degrees) {
    return TDistribution.of(degrees).survivalProbability(t);
  }

  /**
   * The t of which {@link #within} is a share: half the width of an interval, in standard errors.
   *
   * @param share above 0 and below 1
   * @param degrees of freedom, above 0
   */
  public static double quantile(double share, double degrees) {
    return TDistribution.of(degrees).inverseSurvivalProbability((1 - share) / 2);
  }
}
