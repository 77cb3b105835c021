package org.fathom4j.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.lesson.Lesson;

/**
 * How a sweep came out.
 *
 * @param record everything that was measured
 * @param best the trial with the best objective at its chosen epoch; absent where none is complete
 * @param store folder of the results
 * @param report the page to open, absent where none was made
 * @param lesson what a study or the file's expectations found
 * @param answer the answer to the experiment's question, in a sentence
 * @param interrupted whether it was stopped from outside and can be resumed
 */
public record SweepResult(
    SweepRecord record,
    Optional<TrialRecord> best,
    Path store,
    Optional<Path> report,
    Optional<Lesson> lesson,
    String answer,
    boolean interrupted) {
  /**
   * How many trials failed and how many known answers were missed; none is a success. A trial that
   * diverged is a result, unless there is no other.
   */
  public long shortcomings() {
    long failed = count(TrialState.FAILED);
    long diverged = count(TrialState.DIVERGED);
    if (failed + diverged == record.trials().size()) {
      failed += diverged;
    }
    return failed + lesson.map(found -> found.missed().size()).orElse(0);
  }

  private long count(TrialState state) {
    return record.trials().stream().filter(trial -> trial.state() == state).count();
  }
}
