package org.fathom4j.report.figures;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.chart.Tag;

/** What a mark says to those who point at it: its trial, or its network's mean over the seeds. */
final class Tags {
  private final Findings findings;
  private final Map<Integer, String> labels;

  Tags(Findings findings) {
    this.findings = findings;
    this.labels = findings.labels();
  }

  /** One trial. */
  Tag of(TrialRecord trial) {
    String name = labels.getOrDefault(trial.number(), "");
    String run = findings.repeats().areFolds() ? "fold " + trial.fold() : "seed " + trial.seed();
    String end = trial.results().isEmpty() ? Arm.word(trial.state()) : measured(trial);
    return new Tag(
        "trial "
            + trial.number()
            + (name.isEmpty() ? "" : ", " + name)
            + ", "
            + run
            + ": "
            + end
            + (trial.cause().isEmpty() ? "" : ", " + trial.cause()),
        List.of(trial.number()));
  }

  private String measured(TrialRecord trial) {
    Measure measure = findings.measure();
    double train = trial.result(measure.train());
    return measure.phrase(measure.show(trial.result(measure.result())))
        + (Double.isFinite(train) ? " (training " + measure.show(train) + ")" : "");
  }

  /** The mean of an axis value's trials. */
  Tag of(Level level, String result) {
    String name = findings.axis() + " " + level.label();
    return mean(name, findings.measure(), level.results(result), level.trials());
  }

  /** The mean of a network's trials. */
  Tag of(Arm arm, Measure measure) {
    return mean(arm.label(), measure, arm.results(measure.result()), arm.trials());
  }

  private static Tag mean(String name, Measure measure, double[] values, List<TrialRecord> trials) {
    String all =
        trials.size() == 1
            ? "trial " + trials.get(0).number()
            : "mean of " + values.length + " trials";
    return new Tag(
        name + ": " + measure.showSpread(values) + ", " + all,
        trials.stream().map(TrialRecord::number).collect(Collectors.toList()));
  }
}
