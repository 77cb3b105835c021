package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;
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
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, one after the other: its records by Commons CSV, then schema and transform
 * process by DataVec. For one thread.
 */
public final class CsvRows implements AutoCloseable {
  private final Path file;
  private final CsvRecords records;
  private final Layout layout;
  private final TransformProcess process;
  private final List<String> features;

  /** Places of the features among the numbers of a record. */
  private final int[] places;

  /** Place of the label among them; -1 where it is not read. */
  private final int label;

  /** The first record, where it was looked at already. */
  private CsvRecords.@Nullable Line first;

  private CsvRows(Path file, CsvFormat format, CsvRecords records) throws IOException {
    this.file = file;
    this.records = records;
    CsvRecords.Line opening = records.next();
    if (format.dialect().header()) {
      this.layout = Layout.byName(file, format, opening);
    } else {
      this.layout = Layout.byPlace(format, opening);
      this.first = opening;
    }
    this.process = process(format);
    List<String> names = process.getFinalSchema().getColumnNames();
    this.label = names.indexOf(format.label());
    Set<String> others =
        Stream.concat(
                Stream.of(format.label()),
                format.columns().stream().map(column -> column.name() + "[" + Layout.GAP + "]"))
            .collect(Collectors.toSet());
    this.places =
        IntStream.range(0, names.size()).filter(i -> !others.contains(names.get(i))).toArray();
    this.features = Arrays.stream(places).mapToObj(names::get).toList();
  }

  /** What stands in one record. */
  public sealed interface Found permits Table.Row, Bad, Removed {}

  /**
   * A record that does not fit the columns.
   *
   * @param fault where it is and what is wrong
   */
  public record Bad(String fault) implements Found {}

  /** A record that met a condition and is left out. */
  public record Removed() implements Found {}

  /**
   * Opens a file.
   *
   * @throws MalformedTableException if it is no such table
   * @throws IOException if it cannot be read
   */
  public static CsvRows open(Path file, CsvFormat format) throws IOException {
    CsvRecords records = CsvRecords.open(file, format.dialect());
    boolean opened = false;
    try {
      CsvRows rows = new CsvRows(file, format, records);
      opened = true;
      return rows;
    } finally {
      if (!opened) {
        records.close();
      }
    }
  }

  /** Names of the features: a number is one, a category is one per value. */
  public List<String> features() {
    return features;
  }

  /**
   * The next record; null after the last.
   *
   * @throws MalformedTableException if no record can be told from here
   * @throws IOException if the file cannot be read on
   */
  public @Nullable Found next() throws IOException {
    CsvRecords.Line record = first == null ? records.next() : first;
    first = null;
    if (record == null) {
      return null;
    }
    Optional<String> fault = layout.fault(record.values());
    if (fault.isPresent()) {
      return new Bad("%s:%d: %s".formatted(file, record.line(), fault.get()));
    }
    List<Writable> numbers = process.execute(layout.values(record.values()));
    return numbers == null ? new Removed() : row(record.line(), numbers);
  }

  private Table.Row row(long line, List<Writable> numbers) {
    double[] row = Arrays.stream(places).mapToDouble(i -> numbers.get(i).toDouble()).toArray();
    return new Table.Row(line, row, label < 0 ? Double.NaN : numbers.get(label).toDouble());
  }

  @Override
  public void close() throws IOException {
    records.close();
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
