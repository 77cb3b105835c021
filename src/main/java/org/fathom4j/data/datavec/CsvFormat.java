package org.fathom4j.data.datavec;

import java.util.List;
import org.fathom4j.data.Column;

/**
 * What a table is.
 *
 * @param columns every column, in the order of the file
 * @param label name of the column that is to be predicted
 * @param separator between two values
 * @param header whether the first line names the columns
 * @param removals rows to leave out
 */
public record CsvFormat(
    List<Column> columns, String label, char separator, boolean header, List<Removal> removals) {
  /** Copies the lists. */
  public CsvFormat {
    columns = List.copyOf(columns);
    removals = List.copyOf(removals);
  }

  /** The column of that name. */
  public Column column(String name) {
    return columns.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
  }
}
