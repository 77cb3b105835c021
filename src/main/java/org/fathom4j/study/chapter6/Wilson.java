package org.fathom4j.study.chapter6;

/** Wilson's interval for a share: it stays within 0 and 1 and is not empty at either end. */
final class Wilson {
  private static final double Z = 1.959964;

  private Wilson() {}

  /** Lower and upper end of the 95% interval of {@code successes / trials}. */
  static double[] interval(int successes, int trials) {
    double share = (double) successes / trials;
    double z2 = Z * Z / trials;
    double middle = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / trials + z2 / (4 * trials));
    return new double[] {Math.max(0, middle - half), Math.min(1, middle + half)};
  }
}
