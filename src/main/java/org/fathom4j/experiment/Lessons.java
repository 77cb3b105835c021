package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.ExpectSpec;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyContext;
import org.fathom4j.verdict.KnownAnswer;
import org.jspecify.annotations.Nullable;

/** What an experiment teaches: its study's lesson, and its file's expectations checked. */
final class Lessons {
  private Lessons() {}

  /**
   * The lesson; empty where the file has neither a study, nor expectations, nor words on what is
   * seen.
   *
   * @param record the finished sweep; without trials where there was none
   */
  static Optional<Lesson> of(PreparedSweep sweep, SweepRecord record, StudyContext context) {
    ExperimentHeader header = sweep.header();
    String reading = header.report().reading();
    if (sweep.study().isEmpty() && header.expectations().isEmpty() && reading.isEmpty()) {
      return Optional.empty();
    }
    Lesson studied =
        sweep
            .study()
            .map(study -> run(study, context, header))
            .orElseGet(() -> new Lesson("", reading, List.of(), List.of(), List.of()));
    List<KnownAnswer> answers = new ArrayList<>(studied.knownAnswers());
    header.expectations().forEach(expectation -> answers.add(checked(expectation, record)));
    return Optional.of(
        new Lesson(
            studied.answer(),
            reading.isEmpty() ? studied.explanation() : reading,
            answers,
            studied.exhibits(),
            studied.tables()));
  }

  private static Lesson run(Study study, StudyContext context, ExperimentHeader header) {
    try {
      return study.run(context);
    } catch (RuntimeException failure) { // a study's boundary, as a trial has one
      throw new ExperimentException(
          "the study of " + header.name() + " failed: " + failure + "; nothing of it is kept",
          failure);
    }
  }

  private static KnownAnswer checked(ExpectSpec expectation, SweepRecord record) {
    double value = value(expectation, record);
    String id =
        expectation.at().map(at -> Preparation.text(at) + "/").orElse("best/")
            + expectation.metric();
    boolean both = Double.isFinite(expectation.least()) && Double.isFinite(expectation.most());
    KnownAnswer least =
        KnownAnswer.atLeast(
            id, expectation.claim(), expectation.least(), value, expectation.source());
    KnownAnswer most =
        KnownAnswer.atMost(
            id, expectation.claim(), expectation.most(), value, expectation.source());
    if (!both) {
      return Double.isFinite(expectation.least()) ? least : most;
    }
    return new KnownAnswer(
        id,
        expectation.claim(),
        least.expected() + ", " + most.expected(),
        least.found(),
        value,
        least.holds() && most.holds(),
        expectation.source());
  }

  /** NaN, which meets no expectation, where no complete trial fits. */
  private static double value(ExpectSpec expectation, SweepRecord record) {
    if (expectation.at().isEmpty()) {
      return record.best().map(best -> best.result(expectation.metric())).orElse(Double.NaN);
    }
    Map<String, Object> at = expectation.at().get();
    return record.trials().stream()
        .filter(trial -> trial.state() == TrialState.COMPLETE && fits(trial, at))
        .mapToDouble(trial -> trial.result(expectation.metric()))
        .average()
        .orElse(Double.NaN);
  }

  private static boolean fits(TrialRecord trial, Map<String, Object> at) {
    return at.entrySet().stream()
        .allMatch(e -> same(e.getValue(), trial.parameters().get(e.getKey())));
  }

  private static boolean same(Object wanted, @Nullable Object found) {
    if (wanted instanceof Number a && found instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return wanted.equals(found);
  }
}
