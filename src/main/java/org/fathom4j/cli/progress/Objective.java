package org.fathom4j.cli.progress;

/**
 * What trials are compared by.
 *
 * @param metric its name
 * @param maximize whether more is better
 */
public record Objective(String metric, boolean maximize) {
  boolean better(double one, double other) {
    return Double.isNaN(other) ? !Double.isNaN(one) : maximize ? one > other : one < other;
  }
}
