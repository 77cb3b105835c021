package org.fathom4j.report.statistics;

/**
 * A confidence interval.
 *
 * @param low its lower end
 * @param high its upper end, at least {@code low}
 */
public record Interval(double low, double high) {
  /** Whether the value lies strictly outside. */
  public boolean excludes(double value) {
    return value < low || value > high;
  }
}
