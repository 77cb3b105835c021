package org.fathom4j.report.inspection;

import java.util.List;

/**
 * What the rectifiers of one layer multiply values below 0 with.
 *
 * @param layer its place, from 1
 * @param start every slope before training
 * @param all how many slopes were learned
 * @param some all of them, or some in equal steps from the smallest to the largest; ascending
 */
public record LearnedSlopes(int layer, double start, int all, List<Double> some) {
  /** Copies the list. */
  public LearnedSlopes {
    some = List.copyOf(some);
  }

  /** The middle one; the upper of two. */
  public double median() {
    return some.get(some.size() / 2);
  }
}
