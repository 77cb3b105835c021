package org.fathom4j.report.statistics;

/**
 * Wilson's 95% interval for a share of independent trials (Wilson 1927): it stays within 0 and 1
 * and is not empty at either end.
 *
 * <pre>
 * (p + z^2/2n  ±  z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n),   z = 1.959964
 * </pre>
 */
public final class Wilson {
  private static final double Z = 1.959964;

  private Wilson() {}

  /**
   * The interval.
   *
   * @param share of the trials that succeeded, from 0 to 1
   * @param trials how many there were, at least 1
   */
  public static Interval of(double share, int trials) {
    double z2 = Z * Z / trials;
    double middle = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half));
  }
}
