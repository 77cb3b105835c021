package org.fathom4j.report.analysis;

import java.util.Comparator;
import org.fathom4j.metrics.TrialRecord;

/**
 * One training of every network: what trials of two networks are paired by.
 *
 * @param seed of the training
 * @param fold of the data; 0 where it is split once
 */
public record Run(long seed, int fold) implements Comparable<Run> {
  private static final Comparator<Run> ORDER =
      Comparator.comparingLong(Run::seed).thenComparingInt(Run::fold);

  /** The seed and fold of a trial. */
  public static Run of(TrialRecord trial) {
    return new Run(trial.seed(), trial.fold());
  }

  @Override
  public int compareTo(Run other) {
    return ORDER.compare(this, other);
  }
}
