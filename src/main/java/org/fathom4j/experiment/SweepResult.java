package org.fathom4j.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.RunOutcome;

/**
 * How a sweep came out, and where that is kept.
 *
 * @param outcome the run at its end
 * @param best the trial with the best objective at its chosen epoch; absent where none is complete
 * @param store folder of the results
 * @param report the page to open
 */
public record SweepResult(RunOutcome outcome, Optional<TrialRecord> best, Path store, Path report) {

  /** Everything that was measured. */
  public SweepRecord record() {
    return outcome.record();
  }

  /** Whether it was stopped from outside and can be resumed. */
  public boolean interrupted() {
    return outcome.verdict().outcome() == Outcome.INTERRUPTED;
  }
}
