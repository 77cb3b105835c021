package org.fathom4j.experiment;

import java.util.Optional;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.Report;
import org.fathom4j.report.ReportFiles;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.tracking.local.LocalStore;

/**
 * The end of a sweep: the best trial, the report, the last event.
 *
 * @param store that holds the results
 * @param subscribers who are told
 * @param interrupted whether the sweep was stopped from outside
 */
record Closing(LocalStore store, Subscriber subscribers, boolean interrupted) {
  SweepResult of(SweepRecord record, Optional<Lesson> lesson) {
    Optional<TrialRecord> best = record.best();
    ReportFiles report = Report.write(record, lesson, LocalStore.reportFolder(store.folder()));
    Artifacts artifacts =
        new Artifacts(
            Optional.of(LocalStore.reportFolder(store.folder())),
            best.map(trial -> store.files().model(trial.number())),
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
    subscribers.on(new SweepEnded(record, outcome(result), artifacts));
    return result;
  }

  private static Outcome outcome(SweepResult result) {
    if (result.interrupted()) {
      return Outcome.INTERRUPTED;
    }
    return result.shortcomings() > 0 ? Outcome.FAILED : Outcome.FINISHED;
  }
}
