package org.fathom4j.report;

import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.analysis.Analyst;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.verdict.Verdict;

/**
 * A run at its end, worked out once for all who tell of it.
 *
 * @param record everything that was measured
 * @param findings what the sweep shows; empty for a study without one
 * @param lesson what a study or the file's expectations found
 * @param verdict what the run comes to
 */
public record RunOutcome(
    SweepRecord record, Optional<Findings> findings, Optional<Lesson> lesson, Verdict verdict) {

  /**
   * Works it out. The same record and lesson give the same outcome.
   *
   * @param interrupted whether the run was stopped from outside
   */
  public static RunOutcome of(SweepRecord record, Optional<Lesson> lesson, boolean interrupted) {
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
        Verdict.of(
            record, answer, lesson.map(Lesson::knownAnswers).orElse(List.of()), interrupted));
  }

  /** The answer to the experiment's question, in a sentence. */
  public String answer() {
    return verdict.answer();
  }
}
