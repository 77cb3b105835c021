package org.fathom4j.report.statistics;

import java.util.List;
import java.util.Optional;

/**
 * How a metric moves along an axis, one line of values per seed, and per fold where there are any.
 *
 * @param seeds how many lines
 * @param slope mean over lines of the least-squares slope, metric per unit of the axis
 * @param slopeInterval its 95% interval; absent with one line
 * @param spearman mean over lines of Spearman's rank correlation, from -1 to 1
 * @param spearmanInterval its 95% interval; absent with one line
 */
public record Trend(
    int seeds,
    double slope,
    Optional<Interval> slopeInterval,
    double spearman,
    Optional<Interval> spearmanInterval) {
  /**
   * The trend over lines.
   *
   * @param x places on the axis, at least 2 of them different
   * @param lines of each seed, at least one, a value for each x
   * @param repetition how the lines are related
   */
  public static Trend of(double[] x, List<double[]> lines, Repetition repetition) {
    double[] slopes = lines.stream().mapToDouble(y -> slope(x, y)).toArray();
    double[] correlations = lines.stream().mapToDouble(y -> spearman(x, y)).toArray();
    return new Trend(
        lines.size(),
        repetition.mean(slopes),
        repetition.interval(slopes),
        repetition.mean(correlations),
        repetition.interval(correlations));
  }

  /** Least-squares slope of y on x. */
  static double slope(double[] x, double[] y) {
    return covariance(x, y) / covariance(x, x);
  }

  /** Spearman's rank correlation, ties sharing their mean rank; 0 where y does not move. */
  public static double spearman(double[] x, double[] y) {
    double[] a = Samples.ranks(x);
    double[] b = Samples.ranks(y);
    double spread = Math.sqrt(covariance(a, a) * covariance(b, b));
    return spread == 0 ? 0 : covariance(a, b) / spread;
  }

  private static double covariance(double[] a, double[] b) {
    double meanA = Samples.mean(a);
    double meanB = Samples.mean(b);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - meanA) * (b[i] - meanB);
    }
    return sum;
  }
}
