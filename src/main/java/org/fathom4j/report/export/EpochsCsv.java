package org.fathom4j.report.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * Every epoch of every trial as a row (RFC 4180, UTF-8, lines ending in a line feed): trial, seed,
 * fold of data that has folds, parameters, epoch, when it ended in milliseconds since 1970, and
 * what it measured, in full precision. A parameter that is named like a fixed column gets {@code
 * parameter.} before its name.
 */
public final class EpochsCsv {
  private static final String TRIAL = "trial";
  private static final String EPOCH = "epoch";
  private static final String TIME = "time_millis";

  private EpochsCsv() {}

  /** Writes the table, its header first. */
  public static void write(SweepRecord sweep, Appendable out) throws IOException {
    TrialColumns columns = TrialColumns.of(sweep);
    Set<String> metrics = new TreeSet<>();
    for (TrialRecord trial : sweep.trials()) {
      trial.epochs().forEach(epoch -> metrics.addAll(epoch.metrics().keySet()));
    }
    List<String> header = new ArrayList<>(List.of(TRIAL));
    header.addAll(columns.header(List.of(TRIAL, EPOCH, TIME)));
    header.addAll(List.of(EPOCH, TIME));
    header.addAll(metrics);
    out.append(CsvLine.of(header));
    for (TrialRecord trial : sweep.trials()) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(trial.number())));
      cells.addAll(columns.cells(trial));
      String first = CsvLine.of(cells).stripTrailing();
      for (EpochRecord epoch : trial.epochs()) {
        row(first, epoch, metrics, out);
      }
    }
  }

  /** Numbers need no quotes; of large sweeps these are millions. */
  private static void row(String first, EpochRecord epoch, Set<String> metrics, Appendable out)
      throws IOException {
    out.append(first).append(',').append(Integer.toString(epoch.epoch()));
    out.append(',').append(Long.toString(epoch.timeMillis()));
    Map<String, Double> measured = epoch.metrics();
    for (String name : metrics) {
      Double value = measured.get(name);
      out.append(',').append(value == null ? "" : value.toString());
    }
    out.append('\n');
  }
}
