package org.fathom4j.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Design;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;

/** The table of a run's networks, also for the terminal. */
final class Summary {
  private static final int MOST_ROWS = 10;

  private Summary() {}

  /**
   * A line per axis value or network.
   *
   * @param more how many networks are left out
   */
  record Table(List<String> head, List<List<String>> rows, int more) {}

  static String of(Findings findings) {
    Table table = table(findings);
    List<List<String>> lines = new ArrayList<>(List.of(table.head()));
    lines.addAll(table.rows());
    return aligned(lines) + (table.more() > 0 ? "\n(" + table.more() + " more)" : "");
  }

  static Table table(Findings findings) {
    boolean ordered = findings.design() == Design.AXIS;
    List<Arm> all =
        ordered
            ? findings.levels().stream().flatMap(level -> level.arms().stream()).toList()
            : findings.ranking();
    List<Arm> shown = ordered ? all : all.subList(0, Math.min(MOST_ROWS, all.size()));
    List<String> names =
        ordered && !findings.varying().isEmpty() ? List.of(findings.axis()) : findings.varying();
    return new Table(
        header(findings, names),
        shown.stream().map(arm -> row(findings, names, arm)).toList(),
        all.size() - shown.size());
  }

  private static List<String> header(Findings findings, List<String> names) {
    List<String> header = new ArrayList<>(names);
    header.addAll(List.of("parameters", findings.measure().title()));
    findings.companions().forEach(other -> header.add(other.quantity()));
    header.addAll(List.of("training", "trials"));
    return header;
  }

  private static List<String> row(Findings findings, List<String> names, Arm arm) {
    Measure measure = findings.measure();
    List<String> row = new ArrayList<>();
    names.forEach(name -> row.add(Numbers.value(arm.parameters().getOrDefault(name, "–"))));
    row.add(arm.networkParameters() == 0 ? "–" : Numbers.count(arm.networkParameters()));
    row.add(measure.showSpread(arm.results(measure.result())));
    findings.companions().forEach(other -> row.add(other.showSpread(arm.results(other.result()))));
    row.add(measure.show(arm.mean(measure.train())));
    List<TrialRecord> trials = arm.trials();
    boolean complete = trials.stream().allMatch(t -> t.state() == TrialState.COMPLETE);
    row.add(complete ? Integer.toString(trials.size()) : arm.states());
    return row;
  }

  private static String aligned(List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return rows.stream()
        .map(
            row ->
                IntStream.range(0, columns)
                    .mapToObj(i -> " ".repeat(widths[i] - row.get(i).length()) + row.get(i))
                    .collect(Collectors.joining("  ")))
        .collect(Collectors.joining("\n"));
  }
}
