package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Writable;
import org.fathom4j.data.Column;

/** Reads a table: its records by Commons CSV, then schema and transform process by DataVec. */
public final class CsvTable {
  private final CsvFormat format;
  private final TransformProcess process;
  private final List<String> features;
  private final int label;

  private CsvTable(CsvFormat format) {
    this.format = format;
    this.process = process(format);
    this.label = process.getFinalSchema().getIndexOfColumn(format.label());
    this.features =
        process.getFinalSchema().getColumnNames().stream()
            .filter(name -> !name.equals(format.label()))
            .toList();
  }

  /**
   * Reads the whole file. Records that do not fit the columns are listed, not thrown.
   *
   * @throws MalformedTableException if the file as a whole is no such table
   * @throws IOException if the file cannot be read
   */
  public static Table read(Path file, CsvFormat format) throws IOException {
    return new CsvTable(format).read(file);
  }

  private Table read(Path file) throws IOException {
    List<Table.Row> rows = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    int removed = 0;
    try (CsvRecords records = CsvRecords.open(file, format.separator())) {
      Layout layout =
          format.header()
              ? Layout.byName(file, format.columns(), records.next())
              : Layout.byPlace(format.columns());
      for (CsvRecords.Line record = records.next(); record != null; record = records.next()) {
        Optional<String> fault = layout.fault(record.values());
        if (fault.isPresent()) {
          bad.add("%s:%d: %s".formatted(file, record.line(), fault.get()));
          continue;
        }
        List<Writable> numbers = process.execute(layout.values(record.values()));
        if (numbers == null) {
          removed++;
        } else {
          rows.add(row(record.line(), numbers));
        }
      }
    }
    return new Table(features, rows, bad, removed);
  }

  private Table.Row row(long line, List<Writable> numbers) {
    double[] row = new double[numbers.size() - 1];
    int to = 0;
    for (int i = 0; i < numbers.size(); i++) {
      if (i != label) {
        row[to++] = numbers.get(i).toDouble();
      }
    }
    return new Table.Row(line, row, numbers.get(label).toDouble());
  }

  /** Rows are left out first; then unused columns go, and categories become numbers. */
  private static TransformProcess process(CsvFormat format) {
    Schema.Builder schema = new Schema.Builder();
    for (Column column : format.columns()) {
      switch (column.kind()) {
        case NUMBER -> schema.addColumnDouble(column.name());
        case CATEGORY -> schema.addColumnCategorical(column.name(), column.categories());
        case IGNORED -> schema.addColumnString(column.name());
      }
    }
    TransformProcess.Builder process = new TransformProcess.Builder(schema.build());
    for (Removal removal : format.removals()) {
      Column.Kind kind = format.column(removal.column()).kind();
      process.filter(new ConditionFilter(removal.condition(kind)));
    }
    for (Column column : format.columns()) {
      boolean isLabel = column.name().equals(format.label());
      if (column.kind() == Column.Kind.IGNORED) {
        process.removeColumns(column.name());
      } else if (column.kind() == Column.Kind.CATEGORY && isLabel) {
        process.categoricalToInteger(column.name());
      } else if (column.kind() == Column.Kind.CATEGORY) {
        process.categoricalToOneHot(column.name());
      }
    }
    return process.build();
  }
}
