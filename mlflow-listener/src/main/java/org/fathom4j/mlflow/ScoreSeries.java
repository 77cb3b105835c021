package org.fathom4j.mlflow;

import org.jspecify.annotations.Nullable;

/**
 * The scores of all iterations as a few points. The first 1,000 iterations have a point each, then
 * every second until there are 1,000 more, then every fourth, and so on: a million iterations are
 * 10,000 points. A point is the mean of the iterations since the last one.
 */
final class ScoreSeries {
  private static final int POINTS_A_STRIDE = 1000;

  private int stride = 1;
  private int points;
  private int waiting;
  private double sum;

  /** Takes a score; the value of a point where there is one to be made, else null. */
  @Nullable Double add(double score) {
    sum += score;
    if (++waiting < stride) {
      return null;
    }
    double mean = sum / waiting;
    sum = 0;
    waiting = 0;
    if (++points == POINTS_A_STRIDE) {
      points = 0;
      stride *= 2;
    }
    return mean;
  }
}
