package org.fathom4j.report.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.analysis.Repeats;
import org.fathom4j.report.statistics.Samples;

/** Leaderboard, trials one by one, and those that went wrong. */
final class TrialSections {
  /** Networks in one table; beyond, every trial's table and results.csv have them. */
  private static final int MOST = 200;

  private final Findings findings;
  private final Measure measure;
  private final Map<Integer, String> labels;

  private TrialSections(Findings findings) {
    this.findings = findings;
    this.measure = findings.measure();
    this.labels = findings.labels();
  }

  static String html(Findings findings) {
    TrialSections sections = new TrialSections(findings);
    return sections.leaderboard() + sections.troubles();
  }

  private String leaderboard() {
    List<String> head = new ArrayList<>(List.of("rank"));
    head.addAll(findings.varying());
    head.addAll(
        List.of(
            "parameters",
            findings.objective().title(),
            measure.title(),
            "training",
            "chosen epoch",
            "time",
            "trials"));
    if (findings.repeats().areFolds()) {
      head.add("95% interval of the mean, " + Repeats.WHOSE);
    }
    List<Arm> ranking = findings.ranking();
    List<List<String>> rows = new ArrayList<>();
    for (Arm arm : ranking.subList(0, Math.min(MOST, ranking.size()))) {
      rows.add(row(arm, rows.size() + 1));
    }
    String caption =
        "Networks, best first by "
            + findings.sweep().objective()
            + "; mean ± sd over "
            + findings.repeats().all()
            + first(ranking);
    String all = metrics() + Html.fold("Every trial", trials());
    return Html.section(
        "leaderboard", "Leaderboard", new Html.Table(caption, head, 1, rows).html() + all);
  }

  /** Everything that was measured on the test data, network by network. */
  private String metrics() {
    List<Measure> tested = findings.tested();
    if (tested.size() < 2) {
      return "";
    }
    List<String> head = new ArrayList<>(List.of("network"));
    tested.forEach(each -> head.add(each.quantityTitle()));
    List<List<String>> rows = new ArrayList<>();
    List<Arm> ranking = findings.ranking();
    for (Arm arm : ranking.subList(0, Math.min(MOST, ranking.size()))) {
      List<String> row = new ArrayList<>(List.of(arm.label()));
      tested.forEach(each -> row.add(each.showSpread(arm.results(each.result()))));
      rows.add(row);
    }
    String caption =
        "Test data: every metric; mean ± sd over " + findings.repeats().all() + first(ranking);
    return Html.fold("Every metric", new Html.Table(caption, head, 1, rows).html());
  }

  private static String first(List<Arm> ranking) {
    return ranking.size() > MOST
        ? "; the first %s of %s networks"
            .formatted(Numbers.count(MOST), Numbers.count(ranking.size()))
        : "";
  }

  private List<String> row(Arm arm, int rank) {
    boolean ranked = Double.isFinite(arm.mean(findings.objective().result()));
    List<String> row = new ArrayList<>(List.of(ranked ? Integer.toString(rank) : "–"));
    findings.varying().forEach(name -> row.add(parameter(arm.parameters().get(name))));
    row.add(arm.networkParameters() == 0 ? "–" : Numbers.count(arm.networkParameters()));
    row.add(findings.objective().showSpread(arm.results(findings.objective().result())));
    row.add(measure.showSpread(arm.results(measure.result())));
    row.add(measure.showSpread(arm.results(measure.train())));
    row.add(epoch(Samples.median(arm.results(Metric.BEST_EPOCH))));
    row.add(Numbers.duration(arm.seconds()));
    row.add(arm.states());
    if (findings.repeats().areFolds()) {
      row.add(
          findings
              .repeats()
              .interval(arm, measure.result())
              .map(i -> measure.show(i.low()) + " to " + measure.show(i.high()))
              .orElse("–"));
    }
    return row;
  }

  private static String parameter(@org.jspecify.annotations.Nullable Object value) {
    return value == null ? "–" : Numbers.value(value);
  }

  private static String epoch(double epoch) {
    return Double.isFinite(epoch) ? Numbers.value(epoch) : "–";
  }

  private String trials() {
    List<String> head = new ArrayList<>(List.of("trial"));
    head.addAll(findings.varying());
    head.addAll(
        List.of(
            findings.repeats().one(),
            "parameters",
            findings.objective().title(),
            measure.title(),
            "training",
            "chosen epoch",
            "epochs",
            "time",
            "state"));
    List<List<String>> rows = findings.sweep().trials().stream().map(this::row).toList();
    String table = new Html.Table("Every trial, in order", head, 1, rows).html();
    return Html.element("div id=\"every-trial\"", "\n" + table);
  }

  private List<String> row(TrialRecord trial) {
    List<String> row = new ArrayList<>(List.of(Integer.toString(trial.number())));
    findings.varying().forEach(name -> row.add(parameter(trial.parameters().get(name))));
    row.add(run(trial));
    row.add(trial.networkParameters() == 0 ? "–" : Numbers.count(trial.networkParameters()));
    row.add(findings.objective().show(trial.result(findings.objective().result())));
    row.add(measure.show(trial.result(measure.result())));
    row.add(measure.show(trial.result(measure.train())));
    row.add(epoch(trial.result(Metric.BEST_EPOCH)));
    row.add(Integer.toString(trial.epochs().size()));
    row.add(Numbers.duration(trial.seconds()));
    row.add(Arm.word(trial.state()));
    return row;
  }

  /** Its seed, and before it the fold where there is one. */
  private static String run(TrialRecord trial) {
    return (trial.fold() > 0 ? trial.fold() + ", " : "") + trial.seed();
  }

  private String troubles() {
    List<TrialRecord> troubled = findings.incomplete();
    if (troubled.isEmpty()) {
      return "";
    }
    List<List<String>> rows = new ArrayList<>();
    for (TrialRecord trial : troubled) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(trial.number())));
      row.add(label(trial));
      row.add(run(trial));
      row.add(Arm.word(trial.state()));
      row.add(Integer.toString(trial.epochs().size()));
      row.add(trial.cause().isEmpty() ? "–" : trial.cause());
      rows.add(row);
    }
    boolean wrong =
        troubled.stream()
            .anyMatch(t -> t.state() == TrialState.FAILED || t.state() == TrialState.DIVERGED);
    String title = wrong ? "Failed and diverged trials" : "Trials without a result";
    List<String> head =
        List.of("trial", "network", findings.repeats().one(), "state", "epochs", "cause");
    return Html.section(
        "troubles",
        title,
        new Html.Table("Trials that have no result, and why", head, 6, rows).html());
  }

  private String label(TrialRecord trial) {
    return labels.getOrDefault(trial.number(), "");
  }
}
