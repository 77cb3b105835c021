package org.fathom4j.data.infer;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.data.Dialect;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Suggestions;

/** Finds out what a table holds. Reads all of it, for a rare category may stand in its last row. */
public final class TableInference {
  /** The path of a mistake in the choice of the label. */
  public static final String LABEL = "label";

  private TableInference() {}

  /**
   * Looks at a table.
   *
   * @param file the table
   * @param label the column that is to be predicted; the last one where none is named
   * @throws InvalidSpecException if it cannot be read, is no table, or, at path {@link #LABEL}, the
   *     label cannot be predicted
   */
  public static InferredTable of(Path file, Optional<String> label) {
    Dialect dialect = dialect(file);
    boolean decimalComma = dialect.decimalComma();
    boolean header = dialect.header();
    String text = DialectDetector.text(bytes(file), dialect.encoding());
    List<List<String>> records =
        DialectDetector.records(text, dialect.separator(), Integer.MAX_VALUE);
    List<String> names = header ? records.get(0) : numbered(records.get(0).size());
    List<List<String>> all = header ? records.subList(1, records.size()) : records;
    List<List<String>> rows = all.stream().filter(row -> row.size() == names.size()).toList();
    if (rows.isEmpty()) {
      throw new InvalidSpecException(
          file + " has a header of " + names.size() + " columns and no rows below it");
    }
    String target = label(file, names, label);
    List<InferredColumn> columns =
        IntStream.range(0, names.size())
            .mapToObj(
                i ->
                    new ColumnInference(names.get(i), decimalComma, names.get(i).equals(target))
                        .of(rows.stream().map(row -> row.get(i)).toList()))
            .toList();
    InferredTable table =
        new InferredTable(file, dialect, columns, target, all.size(), all.size() - rows.size());
    check(table);
    return table;
  }

  /**
   * How a table is written, by its first million characters; its encoding by all of them. No more
   * than that is held at once.
   *
   * @throws InvalidSpecException if it cannot be read or is empty
   */
  public static Dialect dialect(Path file) {
    try {
      Charset encoding = DialectDetector.encoding(file);
      return dialect(file, encoding, DialectDetector.head(file, encoding));
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static Dialect dialect(Path file, Charset encoding, String text) {
    char separator = DialectDetector.separator(text);
    List<List<String>> records = DialectDetector.records(text, separator, Integer.MAX_VALUE);
    if (records.isEmpty()) {
      throw new InvalidSpecException(file + " is empty; a table needs a header and rows");
    }
    boolean decimalComma = DialectDetector.decimalComma(records, separator);
    return new Dialect(
        encoding, separator, decimalComma, DialectDetector.header(records, decimalComma));
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static InvalidSpecException unreadable(Path file, IOException e) {
    return new InvalidSpecException(file + " cannot be read: " + e.getMessage());
  }

  private static List<String> numbered(int columns) {
    return IntStream.rangeClosed(1, columns).mapToObj(i -> "column" + i).toList();
  }

  private static String label(Path file, List<String> names, Optional<String> label) {
    Map<String, Long> counts =
        names.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    counts.forEach(
        (name, count) -> {
          if (count > 1) {
            throw new InvalidSpecException(
                "%s: %d columns are named '%s'; each needs a name of its own"
                    .formatted(file, count, name));
          }
        });
    String target = label.orElse(names.get(names.size() - 1));
    if (!names.contains(target)) {
      throw ofLabel(
          "%s has no column '%s'%s".formatted(file, target, Suggestions.hint(target, names)));
    }
    return target;
  }

  /** A mistake of whoever named the label, or left it to the last column. */
  private static InvalidSpecException ofLabel(String message) {
    return new InvalidSpecException(List.of(new Problem("", LABEL, message)));
  }

  private static void check(InferredTable table) {
    InferredColumn label = table.labelled();
    if (!label.used()) {
      throw ofLabel(
          "'%s' cannot be predicted from %s (%s); name another column"
              .formatted(table.label(), table.file(), label.reason()));
    }
    if (table.columns().stream().filter(InferredColumn::used).count() < 2) {
      throw new InvalidSpecException(
          "%s has no column that %s could be predicted from"
              .formatted(table.file(), table.label()));
    }
  }
}
