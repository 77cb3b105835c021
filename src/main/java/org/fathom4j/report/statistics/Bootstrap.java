package org.fathom4j.report.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
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
    Arrays.sort(statistics);
    double tail = (1 - level) / 2;
    return new Interval(Samples.quantile(statistics, tail), Samples.quantile(statistics, 1 - tail));
  }
}
