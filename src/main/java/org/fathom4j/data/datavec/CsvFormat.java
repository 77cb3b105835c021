package org.fathom4j.data.datavec;

import java.util.List;
import org.fathom4j.data.Column;
import org.fathom4j.data.Dialect;

/**
 * What a table is.
 *
 * @param columns every column, in the order of the file
 * @param label name of the column that is to be predicted; not read where that column is ignored
 * @param dialect how it is written
 * @param gaps whether a record may lack a feature: a number is then {@link Double#NaN}, a category
 *     all zeros; otherwise that is a bad record
 * @param removals rows to leave out
 */
public record CsvFormat(
    List<Column> columns, String label, Dialect dialect, boolean gaps, List<Removal> removals) {
  /** Copies the lists. */
  public CsvFormat {
    columns = List.copyOf(columns);
    removals = List.copyOf(removals);
  }

  /** The column of that name. */
  public Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }

  /** The same without what a prediction does not need: the label, and rows to leave out. */
  public CsvFormat unlabelled() {
    List<Column> others =
        columns.stream()
            .map(
                c -> c.name().equals(label) ? new Column(label, Column.Kind.IGNORED, List.of()) : c)
            .toList();
    return new CsvFormat(others, label, dialect, gaps, List.of());
  }

  /** Whether a record may lack this column. */
  boolean mayLack(Column column) {
    return gaps && !column.name().equals(label) && column.kind() != Column.Kind.IGNORED;
  }
}
