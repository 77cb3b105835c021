package org.fathom4j.report.statistics;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trainings on several folds of the data. Their training sets overlap, so that their results go
 * along with each other, and the usual variance of a mean, {@code s^2 / n}, is too small. Corrected
 * for that it is {@code (1/n + test/train) s^2}, with n the number of folds, {@code s^2} the
 * variance between them and test and train the numbers of examples in a fold's test and training
 * set; the interval is {@code mean +- t(n - 1, 0.975)} times its root, the p that of {@code mean}
 * in this unit by Student's t. Nadeau and Bengio: Inference for the generalization error, Machine
 * Learning 52, 2003.
 *
 * <p>Trainings on one fold from several seeds are averaged first: they share their examples, and
 * more seeds are not more data.
 *
 * @param folds the fold of each repetition
 * @param testToTrain examples of a fold's test set for each one of its training set
 */
@SuppressWarnings("ArrayRecordComponent") // Made for one comparison, compared by nobody.
public record OverFolds(int[] folds, double testToTrain) implements Repetition {
  private static final double LEVEL = 0.95;

  @Override
  public double mean(double[] values) {
    return Samples.mean(byFold(values));
  }

  @Override
  public Optional<Interval> interval(double[] values) {
    double[] means = byFold(values);
    if (means.length < 2) {
      return Optional.empty();
    }
    double mean = Samples.mean(means);
    double reach = StudentT.quantile(LEVEL, means.length - 1) * error(means);
    return Optional.of(new Interval(mean - reach, mean + reach));
  }

  /** Folds are too few, and depend on each other. */
  @Override
  public Optional<Interval> shareInterval(double[] outcomes) {
    return Optional.empty();
  }

  /** NaN of one fold. */
  @Override
  public double p(double[] gains) {
    double[] means = byFold(gains);
    double mean = Samples.mean(means);
    if (means.length < 2) {
      return Double.NaN;
    }
    if (mean == 0) {
      return 0.5;
    }
    double within = StudentT.within(Math.abs(mean) / error(means), means.length - 1);
    return mean > 0 ? (1 - within) / 2 : (1 + within) / 2;
  }

  /** Standard error of the mean of the folds' values. */
  private double error(double[] means) {
    return Samples.deviation(means) * Math.sqrt(1.0 / means.length + testToTrain);
  }

  private double[] byFold(double[] values) {
    if (values.length != folds.length) {
      throw new IllegalArgumentException(
          values.length + " values of " + folds.length + " repetitions");
    }
    Map<Integer, double[]> sums = new TreeMap<>();
    for (int i = 0; i < values.length; i++) {
      double[] sum = sums.computeIfAbsent(folds[i], fold -> new double[2]);
      sum[0] += values[i];
      sum[1]++;
    }
    return sums.values().stream().mapToDouble(sum -> sum[0] / sum[1]).toArray();
  }

  /** How many folds there are. */
  public int count() {
    return (int) Arrays.stream(folds).distinct().count();
  }
}
