package org.fathom4j.report;

import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.verdict.Verdict;

/**
 * A run at its end, worked out once for all who tell of it.
 *
 * @param record everything that was measured
 * @param findings what the sweep shows; empty for a study without one
 * @param lesson what a study or the file's expectations found
 * @param inspection the network of its best trial, looked into; empty where that was not kept
 * @param verdict what the run comes to
 */
public record RunOutcome(
    SweepRecord record,
    Optional<Findings> findings,
    Optional<Lesson> lesson,
    Optional<Inspection> inspection,
    Verdict verdict) {

  /**
   * Works it out. The same record, lesson and inspection give the same outcome.
   *
   * @param interrupted whether the run was stopped from outside
   */
  public static RunOutcome of(
      SweepRecord record,
      Optional<Lesson> lesson,
      Optional<Inspection> inspection,
      boolean interrupted) {
    boolean studyAlone = record.plannedTrials() == 0 && lesson.isPresent();
    Optional<Findings> findings =
        studyAlone ? Optional.empty() : Optional.of(Analyst.analyse(record));
    String answer =
        lesson
            .map(Lesson::answer)
            .filter(taught -> !taught.isEmpty())
            .or(() -> findings.map(Findings::answer))
            .orElse("");
    return new RunOutcome(
        record,
        findings,
        lesson,
        inspection.filter(found -> !found.isEmpty()),
        Verdict.of(
            record, answer, lesson.map(Lesson::knownAnswers).orElse(List.of()), interrupted));
  }

  /** Works out a run whose network is not looked into. */
  public static RunOutcome of(SweepRecord record, Optional<Lesson> lesson, boolean interrupted) {
    return of(record, lesson, Optional.empty(), interrupted);
  }

  /** The answer to the experiment's question, in a sentence. */
  public String answer() {
    return verdict.answer();
  }
}
