package org.fathom4j.report.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
      List<String> first = new ArrayList<>(List.of(Integer.toString(trial.number())));
      first.addAll(columns.cells(trial));
      for (EpochRecord epoch : trial.epochs()) {
        List<String> row = new ArrayList<>(first);
        row.add(Integer.toString(epoch.epoch()));
        row.add(Long.toString(epoch.timeMillis()));
        metrics.forEach(name -> row.add(Objects.toString(epoch.metrics().get(name), "")));
        out.append(CsvLine.of(row));
      }
    }
  }
}
