package org.fathom4j.bench.tables;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Mean difference of two samplers over tables and paired seeds, with an interval of 95% by the
 * normal distribution.
 *
 * @param mean of the first less the second; below 0 the first is ahead
 * @param lower end of the interval
 * @param upper end of the interval
 */
public record Paired(double mean, double lower, double upper) {
  private static final double NORMAL = 1.96;

  /** The first sampler less the second: the mean over the tables, seed by seed. */
  public static Paired of(List<TableResult> results, String first, String second) {
    int seeds = Objects.requireNonNull(results.get(0).regrets().get(first)).size();
    List<Double> bySeed = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      double sum = 0;
      for (TableResult result : results) {
        sum += at(result, first, seed) - at(result, second, seed);
      }
      bySeed.add(sum / results.size());
    }
    double mean = mean(bySeed);
    double squares = bySeed.stream().mapToDouble(d -> (d - mean) * (d - mean)).sum();
    double half = seeds < 2 ? Double.NaN : NORMAL * Math.sqrt(squares / (seeds - 1) / seeds);
    return new Paired(mean, mean - half, mean + half);
  }

  static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double at(TableResult result, String sampler, int seed) {
    return Objects.requireNonNull(result.regrets().get(sampler)).get(seed);
  }
}
