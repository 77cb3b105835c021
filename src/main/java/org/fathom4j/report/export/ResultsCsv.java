package org.fathom4j.report.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.verdict.KnownAnswer;

/**
 * Every trial as a row (RFC 4180, UTF-8, lines ending in a line feed): number, state, seed, fold of
 * data that has folds, parameters, size, engine, results in full precision, epochs, seconds, cause.
 * A parameter that is named like a fixed column gets {@code parameter.} before its name.
 */
public final class ResultsCsv {
  private static final List<String> FIRST = List.of("trial", "state");
  private static final List<String> MIDDLE = List.of("network_parameters", "engine");
  private static final List<String> LAST = List.of("epochs", "seconds", "cause");

  private ResultsCsv() {}

  /** The table, its header first. */
  public static String of(SweepRecord sweep) {
    TrialColumns columns = TrialColumns.of(sweep);
    Set<String> results = new TreeSet<>();
    sweep.trials().forEach(trial -> results.addAll(trial.results().keySet()));
    List<String> others = Stream.of(FIRST, MIDDLE, LAST).flatMap(List::stream).toList();
    List<String> header = new ArrayList<>(FIRST);
    header.addAll(columns.header(others));
    header.addAll(MIDDLE);
    header.addAll(results);
    header.addAll(LAST);
    StringBuilder out = new StringBuilder(CsvLine.of(header));
    for (TrialRecord trial : sweep.trials()) {
      out.append(CsvLine.of(row(trial, columns, results)));
    }
    return out.toString();
  }

  /** Every known answer as a row. */
  public static String of(Lesson lesson) {
    List<String> header = List.of("id", "claim", "expected", "found", "value", "holds", "source");
    StringBuilder out = new StringBuilder(CsvLine.of(header));
    for (KnownAnswer answer : lesson.knownAnswers()) {
      out.append(
          CsvLine.of(
              List.of(
                  answer.id(),
                  answer.claim(),
                  answer.expected(),
                  answer.found(),
                  Double.isNaN(answer.value()) ? "" : Double.toString(answer.value()),
                  Boolean.toString(answer.holds()),
                  answer.source())));
    }
    return out.toString();
  }

  private static List<String> row(TrialRecord trial, TrialColumns columns, Set<String> results) {
    List<String> row = new ArrayList<>();
    row.add(Integer.toString(trial.number()));
    row.add(trial.state().name());
    row.addAll(columns.cells(trial));
    row.add(Long.toString(trial.networkParameters()));
    row.add(trial.engine());
    results.forEach(name -> row.add(Objects.toString(trial.results().get(name), "")));
    row.add(Integer.toString(trial.epochs().size()));
    row.add(Double.toString(trial.seconds()));
    row.add(trial.cause());
    return row;
  }
}
