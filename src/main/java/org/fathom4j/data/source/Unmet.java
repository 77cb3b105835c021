package org.fathom4j.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.data.Column;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.Table;

/** Categories that an experiment names and no row has: a slip, or a rare one. */
final class Unmet {
  private Unmet() {}

  /** A line for each column that has such. */
  static List<String> of(CsvFormat format, Table table) {
    List<String> lines = new ArrayList<>();
    for (Column column : format.columns()) {
      List<String> categories = column.categories();
      List<String> unmet =
          IntStream.range(0, categories.size())
              .filter(
                  c -> table.rows().stream().noneMatch(row -> has(format, table, row, column, c)))
              .mapToObj(categories::get)
              .toList();
      if (!unmet.isEmpty()) {
        lines.add(
            "data.columns.%s: no row has %s".formatted(column.name(), String.join(", ", unmet)));
      }
    }
    return lines;
  }

  private static boolean has(
      CsvFormat format, Table table, Table.Row row, Column column, int category) {
    if (column.name().equals(format.label())) {
      return row.label() == category;
    }
    String feature = column.name() + "[" + column.categories().get(category) + "]";
    return row.features()[table.features().indexOf(feature)] == 1;
  }
}
