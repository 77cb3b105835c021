package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  /** Places of the features among the numbers of a record. */
  private final int[] places;

  private final int label;

  private CsvTable(CsvFormat format) {
    this.format = format;
    this.process = process(format);
    this.label = process.getFinalSchema().getIndexOfColumn(format.label());
    List<String> names = process.getFinalSchema().getColumnNames();
    Set<String> others =
        Stream.concat(
                Stream.of(format.label()),
                format.columns().stream().map(column -> column.name() + "[" + Layout.GAP + "]"))
            .collect(Collectors.toSet());
    this.places =
        IntStream.range(0, names.size()).filter(i -> !others.contains(names.get(i))).toArray();
    this.features = Arrays.stream(places).mapToObj(names::get).toList();
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
    try (CsvRecords records = CsvRecords.open(file, format.dialect())) {
      Layout layout =
          format.dialect().header()
              ? Layout.byName(file, format, records.next())
              : Layout.byPlace(format);
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
    double[] row = Arrays.stream(places).mapToDouble(i -> numbers.get(i).toDouble()).toArray();
    return new Table.Row(line, row, numbers.get(label).toDouble());
  }

  /** A gap is a category whose feature is dropped. */
  private static List<String> categories(CsvFormat format, Column column) {
    return format.mayLack(column)
        ? Stream.concat(column.categories().stream(), Stream.of(Layout.GAP)).toList()
        : column.categories();
  }

  /** Rows are left out first; then unused columns go, and categories become numbers. */
  private static TransformProcess process(CsvFormat format) {
    Schema.Builder schema = new Schema.Builder();
    for (Column column : format.columns()) {
      switch (column.kind()) {
        case NUMBER -> schema.addColumnDouble(column.name());
        case CATEGORY -> schema.addColumnCategorical(column.name(), categories(format, column));
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
