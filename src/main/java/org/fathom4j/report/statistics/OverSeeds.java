package org.fathom4j.report.statistics;

import java.util.Optional;

/** Trainings from several seeds: independent of each other, given the data. */
public record OverSeeds() implements Repetition {
  @Override
  public double mean(double[] values) {
    return Samples.mean(values);
  }

  @Override
  public Optional<Interval> interval(double[] values) {
    return values.length > 1
        ? Optional.of(Bootstrap.STANDARD.interval(values, Samples::mean))
        : Optional.empty();
  }

  @Override
  public Optional<Interval> shareInterval(double[] outcomes) {
    return outcomes.length >= PairedComparison.MINIMUM_PAIRS
        ? Optional.of(Bootstrap.STANDARD.interval(outcomes, Samples::mean))
        : Optional.empty();
  }

  @Override
  public double p(double[] gains) {
    return SignFlip.oneSided(gains);
  }
}
