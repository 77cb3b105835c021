package org.fathom4j.experiment;

import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.Report;
import org.fathom4j.report.ReportFiles;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.tracking.Tracker;
import org.fathom4j.tracking.local.LocalStore;

/**
 * The end of a sweep: the best trial, the report, the last event.
 *
 * @param store that holds the results
 * @param tracker that is told
 * @param interrupted whether the sweep was stopped from outside
 */
record Closing(LocalStore store, Tracker tracker, boolean interrupted) {
  SweepResult of(SweepRecord record, Optional<Lesson> lesson) {
    Optional<TrialRecord> best = record.best();
    ReportFiles report = Report.write(record, lesson, store.reportFolder());
    Tracker.Artifacts artifacts =
        new Tracker.Artifacts(
            Optional.of(store.reportFolder()),
            best.map(trial -> store.modelFile(trial.number())),
            best.map(TrialRecord::number).orElse(0));
    SweepResult result =
        new SweepResult(
            record,
            best,
            store.folder(),
            Optional.of(report.index()),
            lesson,
            report.answer(),
            interrupted);
    tracker.sweepEnded(record, artifacts, outcome(result));
    return result;
  }

  private static Tracker.Outcome outcome(SweepResult result) {
    if (result.interrupted()) {
      return Tracker.Outcome.INTERRUPTED;
    }
    return result.shortcomings() > 0 ? Tracker.Outcome.FAILED : Tracker.Outcome.FINISHED;
  }
}
