package org.fathom4j.report.statistics;

import java.util.Optional;

/**
 * Two sides run with the same seeds (Bouthillier et al., MLSys 2021, section 4.2).
 *
 * @param pairs how many seeds both sides have
 * @param difference mean of the first minus the second
 * @param interval 95% percentile-bootstrap interval of it; absent with one pair
 * @param wins P(A&gt;B): share of pairs where the first is better, ties counting one half
 * @param winsInterval 95% percentile-bootstrap interval of it; absent below {@value #MINIMUM_PAIRS}
 *     pairs
 * @param p one-sided sign-flip p that the first is better
 */
public record PairedComparison(
    int pairs,
    double difference,
    Optional<Interval> interval,
    double wins,
    Optional<Interval> winsInterval,
    double p) {
  /** Below so many pairs P(A&gt;B) gets no interval. */
  public static final int MINIMUM_PAIRS = 5;

  /**
   * Compares pair by pair; both of the same length, at least 1.
   *
   * @param higherIsBetter whether the first wins a pair by being above
   */
  public static PairedComparison of(double[] first, double[] second, boolean higherIsBetter) {
    if (first.length != second.length || first.length == 0) {
      throw new IllegalArgumentException(
          "pairs need two equally long sides, got " + first.length + " and " + second.length);
    }
    double[] differences = new double[first.length];
    double[] outcomes = new double[first.length];
    double[] gains = new double[first.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = first[i] - second[i];
      gains[i] = higherIsBetter ? differences[i] : -differences[i];
      outcomes[i] = (Math.signum(gains[i]) + 1) / 2;
    }
    boolean several = differences.length > 1;
    boolean enough = differences.length >= MINIMUM_PAIRS;
    return new PairedComparison(
        differences.length,
        Samples.mean(differences),
        several
            ? Optional.of(Bootstrap.STANDARD.interval(differences, Samples::mean))
            : Optional.empty(),
        Samples.mean(outcomes),
        enough
            ? Optional.of(Bootstrap.STANDARD.interval(outcomes, Samples::mean))
            : Optional.empty(),
        SignFlip.oneSided(gains));
  }

  /** Enough pairs to see P(A&gt;B) = 0.75 at error rates of 5%. */
  public boolean powered() {
    return pairs >= SampleSize.pairs(0.75, 0.05, 0.05);
  }

  /** The paper's "significant": the lower end of P(A&gt;B) is above one half. */
  public boolean significant() {
    return winsInterval.filter(i -> i.low() > 0.5).isPresent();
  }

  /** The paper's "meaningful": significant, and the upper end is above 0.75. */
  public boolean meaningful() {
    return significant() && winsInterval.filter(i -> i.high() > 0.75).isPresent();
  }

  /** The smallest p that so many pairs can give. */
  public double smallestP() {
    return Math.pow(2, -pairs);
  }
}
