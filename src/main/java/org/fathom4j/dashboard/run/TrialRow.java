package org.fathom4j.dashboard.run;

import java.util.Map;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.Curves;
import org.fathom4j.tracking.local.FollowedRun.Trial;

/**
 * A trial as the tables show it.
 *
 * @param record without epochs
 * @param curves its epochs
 * @param best the objective at its best epoch so far; NaN where none was measured
 * @param bestEpoch that epoch, or 0
 */
public record TrialRow(TrialRecord record, Curves curves, double best, int bestEpoch) {
  static TrialRow of(Trial trial, SweepRecord sweep) {
    String objective = sweep.objective();
    double stored = trial.record().result("best/" + objective);
    if (Double.isFinite(stored)) {
      double epoch = trial.record().result(Metric.BEST_EPOCH);
      return new TrialRow(trial.record(), trial.curves(), stored, (int) epoch);
    }
    double best = Double.NaN;
    int at = 0;
    for (int epoch = 1; epoch <= trial.curves().epochs(); epoch++) {
      double value = trial.curves().at(objective, epoch);
      boolean better = sweep.maximize() ? value > best : value < best;
      if (Double.isFinite(value) && (Double.isNaN(best) || better)) {
        best = value;
        at = epoch;
      }
    }
    return new TrialRow(trial.record(), trial.curves(), best, at);
  }

  /** The trial's number. */
  public int number() {
    return record.number();
  }

  /** How far it is. */
  public TrialState state() {
    return record.state();
  }

  /** The parameters of the sweep. */
  public Map<String, Object> parameters() {
    return record.parameters();
  }

  /** What was measured on the training data at the best epoch; NaN where nothing was. */
  public double atBest(String metric) {
    boolean known = bestEpoch >= 1 && bestEpoch <= curves.epochs();
    return known ? curves.at(metric, bestEpoch) : Double.NaN;
  }
}
