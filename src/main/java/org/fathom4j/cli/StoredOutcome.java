package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.export.InspectionFile;
import org.fathom4j.report.export.LessonFile;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.tracking.local.LocalStore;

/** A run of the past at its end, worked out again from what is stored of it. */
final class StoredOutcome {
  private StoredOutcome() {}

  /**
   * Reads it.
   *
   * @param folder of the run
   * @throws org.fathom4j.problem.InvalidSpecException if it holds no run, or a damaged one
   */
  static RunOutcome read(Path folder) {
    // Until 2026 a lesson lay with the report.
    Optional<Lesson> lesson =
        LessonFile.read(LocalStore.lessonFile(folder))
            .or(() -> LessonFile.read(LocalStore.reportFolder(folder).resolve("lesson.json")));
    boolean interrupted =
        LocalStore.ending(folder).filter(end -> end.outcome() != Outcome.INTERRUPTED).isEmpty();
    SweepRecord record = LocalStore.read(folder);
    Optional<Inspection> inspection =
        record
            .best()
            .flatMap(best -> InspectionFile.read(LocalStore.insideFile(folder, best.number())));
    return RunOutcome.of(record, lesson, inspection, interrupted);
  }
}
