package org.fathom4j.bench;

import java.util.Arrays;

/**
 * Median and quartiles over the rounds, by linear interpolation between neighbours.
 *
 * @param lower first quartile
 * @param median second quartile
 * @param upper third quartile
 */
public record Spread(double lower, double median, double upper) {

  /** Of these values, at least one. */
  public static Spread of(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75));
  }

  /** Of the quotients, round by round. */
  static Spread ofRatio(double[] numerators, double[] denominators) {
    double[] ratios = new double[numerators.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = numerators[i] / denominators[i];
    }
    return of(ratios);
  }

  Spread times(double factor) {
    return new Spread(lower * factor, median * factor, upper * factor);
  }

  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
