package org.fathom4j.report.statistics;

import java.util.List;
import java.util.Optional;

/**
 * How a metric moves along an axis, one line of values per seed.
 *
 * @param seeds how many
 * @param slope mean over seeds of the least-squares slope, metric per unit of the axis
 * @param slopeInterval 95% percentile-bootstrap interval over seeds; absent with one seed
 * @param spearman mean over seeds of Spearman's rank correlation, from -1 to 1
 * @param spearmanInterval the same interval; absent with one seed
 */
public record Trend(
    int seeds,
    double slope,
    Optional<Interval> slopeInterval,
    double spearman,
    Optional<Interval> spearmanInterval) {
  /**
   * The trend over seeds.
   *
   * @param x places on the axis, at least 2 of them different
   * @param lines of each seed, at least one, a value for each x
   */
  public static Trend of(double[] x, List<double[]> lines) {
    double[] slopes = lines.stream().mapToDouble(y -> slope(x, y)).toArray();
    double[] correlations = lines.stream().mapToDouble(y -> spearman(x, y)).toArray();
    return new Trend(
        lines.size(),
        Samples.mean(slopes),
        overSeeds(slopes),
        Samples.mean(correlations),
        overSeeds(correlations));
  }

  private static Optional<Interval> overSeeds(double[] values) {
    return values.length > 1
        ? Optional.of(Bootstrap.STANDARD.interval(values, Samples::mean))
        : Optional.empty();
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
