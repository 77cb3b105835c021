package org.fathom4j.data.infer;

import java.nio.file.Path;
import java.util.List;
import org.fathom4j.data.Dialect;

/**
 * What a table seems to hold.
 *
 * @param file the table
 * @param dialect how it is written
 * @param columns in the order of the file
 * @param label name of the column that is to be predicted
 * @param rows records, header apart
 * @param ragged records with more or fewer values than there are columns
 */
public record InferredTable(
    Path file, Dialect dialect, List<InferredColumn> columns, String label, int rows, int ragged) {
  /** Copies the columns. */
  public InferredTable {
    columns = List.copyOf(columns);
  }

  /** The column that is to be predicted. */
  public InferredColumn labelled() {
    return columns.stream().filter(c -> c.column().name().equals(label)).findFirst().orElseThrow();
  }

  /** What was found and assumed, for a person: the file, then a line for each column. */
  public List<String> lines() {
    return new TableLines(this).lines();
  }

  /** Whether a record lacks a value in a column that is used. */
  public boolean hasGaps() {
    return columns.stream().anyMatch(column -> column.used() && column.gaps() > 0);
  }
}
