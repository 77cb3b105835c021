package org.fathom4j.report.analysis;

import java.util.Optional;
import org.fathom4j.report.statistics.PairedComparison;

/**
 * Two values of the axis against each other.
 *
 * @param first the one that the hypothesis says is better
 * @param second the other
 * @param firstMean mean over the pairs; over all trials where none pair
 * @param secondMean likewise
 * @param repeats how often both were trained: "3 seeds", "5 folds x 3 seeds"
 * @param comparison absent where no seed is common to both
 * @param holmP the sign-flip p corrected for the number of contrasts; NaN where there is none
 */
public record Contrast(
    Level first,
    Level second,
    double firstMean,
    double secondMean,
    String repeats,
    Optional<PairedComparison> comparison,
    double holmP) {
  /** Mean of the first minus the second. */
  public double difference() {
    return firstMean - secondMean;
  }

  Contrast withHolm(double p) {
    return new Contrast(first, second, firstMean, secondMean, repeats, comparison, p);
  }
}
