package org.fathom4j.report.statistics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Percentile bootstrap (Efron 1979): the statistic of many samples drawn with replacement, cut at
 * both ends. With three or four values the interval is too narrow; with 29 it covers about as
 * promised. Deterministic: the draws come from a fixed seed.
 *
 * @param resamples how many samples are drawn
 * @param level of confidence, such as 0.95
 * @param seed of the draws
 */
public record Bootstrap(int resamples, double level, long seed) {
  /** 10,000 samples at 95%. */
  public static final Bootstrap STANDARD = new Bootstrap(10_000, 0.95, 20_140_413L);

  /** The interval of a statistic of the values; at least one value is needed. */
  public Interval interval(double[] values, ToDoubleFunction<double[]> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] statistics = new double[resamples];
    double[] sample = new double[values.length];
    for (int i = 0; i < resamples; i++) {
      for (int j = 0; j < sample.length; j++) {
        sample[j] = values[random.nextInt(values.length)];
      }
      statistics[i] = statistic.applyAsDouble(sample);
    }
    return interval(statistics);
  }

  /**
   * The intervals of several statistics of a table's rows, all from the same samples. Samples in
   * which a statistic is no number say nothing of it.
   *
   * @param rows how many rows there are, at least 1
   * @param statistics of chosen rows, by name
   */
  public <K> Map<K, Interval> overRows(int rows, Function<int[], Map<K, Double>> statistics) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<K, double[]> drawn = new HashMap<>();
    int[] sample = new int[rows];
    for (int i = 0; i < resamples; i++) {
      Arrays.setAll(sample, j -> random.nextInt(rows));
      int at = i;
      statistics
          .apply(sample)
          .forEach((name, v) -> drawn.computeIfAbsent(name, n -> new double[resamples])[at] = v);
    }
    Map<K, Interval> intervals = new HashMap<>();
    drawn.forEach((name, values) -> intervals.put(name, interval(values)));
    return intervals;
  }

  private Interval interval(double[] statistics) {
    double[] sorted = Arrays.stream(statistics).filter(Double::isFinite).sorted().toArray();
    double tail = (1 - level) / 2;
    return new Interval(Samples.quantile(sorted, tail), Samples.quantile(sorted, 1 - tail));
  }
}
