package org.fathom4j.report.export;

import java.util.List;
import java.util.stream.Collectors;

/** One line of a table (RFC 4180, but a line feed at the end). */
public final class CsvLine {
  private CsvLine() {}

  /** The cells with commas between, quoted where they hold a comma, a quote or a line break. */
  public static String of(List<String> cells) {
    return cells.stream().map(CsvLine::quoted).collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    boolean special = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return special ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
  }
}
