package org.fathom4j.report.statistics;

/**
 * Kendall's rank correlation, the form that counts ties, tau-b (Kendall 1945): {@code (C - D) /
 * sqrt((n0 - n1)(n0 - n2))} with C pairs that two rankings order alike, D that they order against
 * each other, n0 all pairs and n1, n2 those that are tied in either.
 */
public final class Kendall {
  private Kendall() {}

  /** From -1, the reverse, to 1, the same ranking; NaN where all values of a side are equal. */
  public static double tau(double[] a, double[] b) {
    long balance = 0;
    long untiedA = 0;
    long untiedB = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = i + 1; j < a.length; j++) {
        int left = Double.compare(a[i], a[j]);
        int right = Double.compare(b[i], b[j]);
        balance += (long) Integer.signum(left) * Integer.signum(right);
        untiedA += left == 0 ? 0 : 1;
        untiedB += right == 0 ? 0 : 1;
      }
    }
    return balance / Math.sqrt((double) untiedA * untiedB);
  }
}
