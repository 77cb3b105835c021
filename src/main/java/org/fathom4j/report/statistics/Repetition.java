package org.fathom4j.report.statistics;

import java.util.Optional;

/**
 * How repeated trainings of the same networks are related, and so what can be said of their mean:
 * from several seeds on the same examples ({@link OverSeeds}), or on several folds of them ({@link
 * OverFolds}).
 */
public sealed interface Repetition permits OverSeeds, OverFolds {
  /** The mean of the values, one for each repetition, at least one. */
  double mean(double[] values);

  /** The 95% interval of {@link #mean}; absent where nothing was repeated. */
  Optional<Interval> interval(double[] values);

  /**
   * The 95% interval of a share of the repetitions; absent where there are too few, or they depend
   * on each other.
   *
   * @param outcomes from 0 to 1
   */
  Optional<Interval> shareInterval(double[] outcomes);

  /** One-sided p that the mean of what is gained is above 0. */
  double p(double[] gains);
}
