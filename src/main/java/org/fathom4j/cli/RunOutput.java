package org.fathom4j.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.Objects;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.Report;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.verdict.KnownAnswer;
import org.fathom4j.verdict.Verdict;

/** What a run prints at its end. */
final class RunOutput {
  private RunOutput() {}

  static void print(SweepResult result, PreparedSweep sweep, PrintWriter out, boolean json) {
    out.println();
    RunOutcome run = result.outcome();
    if (!sweep.trials().isEmpty()) {
      run.findings().ifPresent(findings -> out.println(Report.summary(findings)));
    }
    out.println(run.answer());
    run.lesson().ifPresent(lesson -> print(lesson, out));
    DataShare.sentence(result.record()).ifPresent(out::println);
    out.println();
    out.println("report  " + result.report());
    out.println("store   " + result.store());
    if (json) {
      out.println(json(result, sweep));
    }
    out.flush();
  }

  private static void print(Lesson lesson, PrintWriter out) {
    for (KnownAnswer answer : lesson.knownAnswers()) {
      String found = answer.found() + " (expected " + answer.expected() + ")";
      out.println((answer.holds() ? "holds   " : "MISSED  ") + answer.claim() + ": " + found);
    }
  }

  private static void knownAnswers(ObjectNode root, Lesson lesson) {
    ObjectNode node = root.putObject("knownAnswers");
    node.put("total", lesson.knownAnswers().size());
    node.put("held", lesson.knownAnswers().size() - lesson.missed().size());
    ArrayNode missed = node.putArray("missed");
    lesson.missed().forEach(answer -> missed.add(answer.id()));
    ObjectNode found = node.putObject("found");
    lesson.measured().forEach(found::put);
  }

  private static String json(SweepResult result, PreparedSweep sweep) {
    SweepRecord record = result.record();
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("experiment", record.name());
    root.put("status", status(result.outcome().verdict()));
    ObjectNode trials = root.putObject("trials");
    trials.put("total", sweep.total());
    trials.put("complete", count(record, TrialState.COMPLETE));
    trials.put("pruned", count(record, TrialState.PRUNED));
    trials.put("diverged", count(record, TrialState.DIVERGED));
    trials.put("failed", count(record, TrialState.FAILED));
    result
        .best()
        .ifPresent(
            best -> {
              ObjectNode node = root.putObject("best");
              node.put("trial", best.number());
              node.putPOJO("parameters", best.parameters());
              node.put("seed", best.seed());
              if (best.fold() > 0) {
                node.put("fold", best.fold());
              }
              node.putPOJO("metrics", best.results());
              node.put(
                  "run",
                  Objects.requireNonNull(
                          LocalStore.modelFile(result.store(), best.number()).getParent())
                      .toString());
            });
    if (result.best().isEmpty()) {
      root.putNull("best");
    }
    result.outcome().lesson().ifPresent(lesson -> knownAnswers(root, lesson));
    root.put("answer", result.outcome().answer());
    root.put("report", result.report().toString());
    root.put("store", result.store().toString());
    root.put("seconds", record.seconds());
    DataShare.longest(record).ifPresent(share -> root.put("dataShare", share));
    return root.toString();
  }

  private static String status(Verdict verdict) {
    return switch (verdict.outcome()) {
      case FINISHED -> "complete";
      case FAILED -> "failed";
      case INTERRUPTED -> "interrupted";
    };
  }

  private static long count(SweepRecord record, TrialState state) {
    return record.trials().stream().filter(trial -> trial.state() == state).count();
  }
}
