package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.records.reader.impl.csv.CSVRecordReader;
import org.datavec.api.split.FileSplit;
import org.datavec.api.transform.TransformProcess;
import org.datavec.api.transform.filter.ConditionFilter;
import org.datavec.api.transform.schema.Schema;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;

/** Reads a table with DataVec: record reader, schema, transform process. */
public final class CsvTable {
  private final CsvFormat format;
  private final TransformProcess process;
  private final List<String> features;

  private CsvTable(CsvFormat format) {
    this.format = format;
    this.process = process(format);
    this.features =
        process.getFinalSchema().getColumnNames().stream()
            .filter(name -> !name.equals(format.label()))
            .toList();
  }

  /**
   * Reads the whole file. Records that do not fit the columns are listed, not thrown.
   *
   * @throws IOException if the file cannot be read
   */
  public static Table read(Path file, CsvFormat format) throws IOException {
    return new CsvTable(format).read(file);
  }

  private Table read(Path file) throws IOException {
    List<float[]> rows = new ArrayList<>();
    List<Float> labels = new ArrayList<>();
    List<String> bad = new ArrayList<>();
    int removed = 0;
    int line = format.header() ? 1 : 0;
    try (RecordReader reader = new CSVRecordReader(line, format.separator())) {
      reader.initialize(new FileSplit(file.toFile()));
      while (reader.hasNext()) {
        line++;
        List<Writable> record = stripped(reader.next());
        Optional<String> fault = fault(record);
        if (fault.isPresent()) {
          bad.add("%s:%d: %s".formatted(file, line, fault.get()));
          continue;
        }
        List<Writable> numbers = process.execute(record);
        if (numbers == null) {
          removed++;
        } else {
          add(numbers, rows, labels);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("reading " + file + " was interrupted", e);
    }
    return new Table(features, rows, labels, bad, removed);
  }

  private static List<Writable> stripped(List<Writable> record) {
    return record.stream().<Writable>map(v -> new Text(v.toString().strip())).toList();
  }

  private Optional<String> fault(List<Writable> record) {
    List<Column> columns = format.columns();
    if (record.size() != columns.size()) {
      return Optional.of("%d values expected, %d found".formatted(columns.size(), record.size()));
    }
    for (int i = 0; i < columns.size(); i++) {
      String value = record.get(i).toString();
      if (!columns.get(i).holds(value)) {
        return Optional.of(
            "%s must be %s, got '%s'"
                .formatted(columns.get(i).name(), columns.get(i).rule(), value));
      }
    }
    return Optional.empty();
  }

  private void add(List<Writable> numbers, List<float[]> rows, List<Float> labels) {
    int label = process.getFinalSchema().getIndexOfColumn(format.label());
    float[] row = new float[numbers.size() - 1];
    int to = 0;
    for (int i = 0; i < numbers.size(); i++) {
      if (i == label) {
        labels.add(numbers.get(i).toFloat());
      } else {
        row[to++] = numbers.get(i).toFloat();
      }
    }
    rows.add(row);
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
