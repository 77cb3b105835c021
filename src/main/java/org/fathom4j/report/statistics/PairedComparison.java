package org.fathom4j.report.statistics;

import java.util.Optional;

/**
 * Two sides run with the same seeds (Bouthillier et al., MLSys 2021, section 4.2), on the same
 * folds where there are any.
 *
 * @param pairs how many repetitions both sides have: seeds, or seeds on folds
 * @param difference mean of the first minus the second
 * @param interval 95% interval of it: percentile bootstrap over seeds, corrected t over folds;
 *     absent with one pair
 * @param wins P(A&gt;B): share of pairs where the first is better, ties counting one half
 * @param winsInterval 95% percentile-bootstrap interval of it; absent below {@value #MINIMUM_PAIRS}
 *     pairs, and over folds
 * @param p one-sided p that the first is better: sign flips over seeds, corrected t over folds
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

  /** Compares sides that were run with the same seeds, as the other method does. */
  public static PairedComparison of(double[] first, double[] second, boolean higherIsBetter) {
    return of(first, second, higherIsBetter, new OverSeeds());
  }

  /**
   * Compares pair by pair; both of the same length, at least 1.
   *
   * @param higherIsBetter whether the first wins a pair by being above
   * @param repetition how the pairs are related
   */
  public static PairedComparison of(
      double[] first, double[] second, boolean higherIsBetter, Repetition repetition) {
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
    return new PairedComparison(
        differences.length,
        repetition.mean(differences),
        repetition.interval(differences),
        Samples.mean(outcomes),
        repetition.shareInterval(outcomes),
        repetition.p(gains));
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
