package org.fathom4j.report.analysis;

import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.OverFolds;
import org.fathom4j.report.statistics.OverSeeds;
import org.fathom4j.report.statistics.Repetition;

/**
 * How a sweep trained each of its networks again.
 *
 * @param folds how many folds of the data; 0 where it is split once
 * @param testToTrain examples of a fold's test set for each one of its training set
 */
public record Repeats(int folds, double testToTrain) {
  /** What intervals over folds are, for people. */
  public static final String CORRECTED = "corrected for overlapping training sets";

  /** The same, with whose correction it is. */
  public static final String WHOSE = CORRECTED + " (Nadeau and Bengio, 2003)";

  static Repeats of(SweepRecord sweep) {
    int folds = sweep.trials().stream().mapToInt(TrialRecord::fold).max().orElse(0);
    return new Repeats(folds, (double) sweep.data().testExamples() / sweep.data().trainExamples());
  }

  /** Whether the data has folds. */
  public boolean areFolds() {
    return folds > 0;
  }

  /** How the results of these runs are related. */
  Repetition over(List<Run> runs) {
    return areFolds()
        ? new OverFolds(runs.stream().mapToInt(Run::fold).toArray(), testToTrain)
        : new OverSeeds();
  }

  /** How many trainings that is: "3 seeds", "5 folds x 3 seeds". */
  String count(List<Run> runs) {
    return count(
        (int) runs.stream().map(Run::fold).distinct().count(),
        (int) runs.stream().map(Run::seed).distinct().count());
  }

  private String count(int tested, int seeds) {
    String ofSeeds = seeds + (seeds == 1 ? " seed" : " seeds");
    return areFolds() ? tested + (tested == 1 ? " fold" : " folds") + " x " + ofSeeds : ofSeeds;
  }

  /** The interval of the mean of a network's results; absent where it has none. */
  public Optional<Interval> interval(Arm arm, String result) {
    List<TrialRecord> trials =
        arm.complete().stream().filter(t -> Double.isFinite(t.result(result))).toList();
    double[] values = trials.stream().mapToDouble(t -> t.result(result)).toArray();
    return values.length == 0
        ? Optional.empty()
        : over(trials.stream().map(Run::of).toList()).interval(values);
  }

  /** One training of several: "seed", or "fold and seed". */
  public String one() {
    return areFolds() ? "fold and seed" : "seed";
  }

  /** What a mean is over: "seeds", or "folds and seeds". */
  public String all() {
    return areFolds() ? "folds and seeds" : "seeds";
  }
}
