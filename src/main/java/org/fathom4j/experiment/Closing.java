package org.fathom4j.experiment;

import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.Report;
import org.fathom4j.report.ReportFiles;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.export.InspectionFile;
import org.fathom4j.report.export.LessonFile;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.tracking.local.LocalStore;

/**
 * The end of a sweep: the best trial, the report, the last event.
 *
 * @param store that holds the results
 * @param subscribers who are told
 * @param interrupted whether the sweep was stopped from outside
 */
public record Closing(LocalStore store, Subscriber subscribers, boolean interrupted) {
  /** Writes the report and tells the end. */
  public SweepResult of(
      SweepRecord record, Optional<Lesson> lesson, Optional<Inspection> inspection) {
    RunOutcome outcome = RunOutcome.of(record, lesson, inspection, interrupted);
    Path reports = LocalStore.reportFolder(store.folder());
    lesson.ifPresent(found -> LessonFile.write(found, LocalStore.lessonFile(store.folder())));
    inspection.ifPresent(this::keep);
    ReportFiles report = Report.write(outcome, reports);
    Optional<TrialRecord> best = record.best();
    Artifacts artifacts =
        new Artifacts(
            Optional.of(reports),
            best.map(trial -> store.files().model(trial.number())),
            best.map(TrialRecord::number).orElse(0));
    subscribers.on(new SweepEnded(record, outcome.verdict(), artifacts));
    return new SweepResult(outcome, best, store.folder(), report.index());
  }

  private void keep(Inspection found) {
    InspectionFile.write(found, LocalStore.insideFile(store.folder(), found.trial()));
  }
}
