package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads a whole table. */
public final class CsvTable {
  private CsvTable() {}

  /**
   * Reads the whole file. Records that do not fit the columns are listed, not thrown.
   *
   * @throws MalformedTableException if the file as a whole is no such table
   * @throws IOException if the file cannot be read
   */
  public static Table read(Path file, CsvFormat format) throws IOException {
    List<Table.Row> rows = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    int removed = 0;
    try (CsvRows found = CsvRows.open(file, format)) {
      for (CsvRows.Found next = found.next(); next != null; next = found.next()) {
        if (next instanceof Table.Row row) {
          rows.add(row);
        } else if (next instanceof CsvRows.Bad record) {
          bad.add(record.fault());
        } else {
          removed++;
        }
      }
      return new Table(found.features(), rows, bad, removed);
    }
  }
}
