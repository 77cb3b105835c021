package org.fathom4j.data.datavec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.fathom4j.data.Column;
import org.fathom4j.problem.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * Where in a record each column stands: by its name where the file has a header, else by its place.
 *
 * @param format of the table
 * @param places of each column in a record, from 0; -1 for an ignored one that the file lacks
 * @param width values of a record
 */
record Layout(CsvFormat format, List<Integer> places, int width) {
  /** Stands where a category lacks. No value is blank, for values are stripped. */
  static final String GAP = " ";

  /**
   * A file without a header: the columns stand in their order. Where the label is not read and the
   * first record has a value less, the file lacks it.
   */
  static Layout byPlace(CsvFormat format, CsvRecords.@Nullable Line first) {
    int width = format.columns().size();
    Column label = format.column(format.label());
    int lacking =
        label.kind() == Column.Kind.IGNORED && first != null && first.values().size() == width - 1
            ? format.columns().indexOf(label)
            : width;
    List<Integer> places =
        IntStream.range(0, width)
            .map(i -> i < lacking ? i : i > lacking ? i - 1 : -1)
            .boxed()
            .toList();
    return new Layout(format, places, lacking == width ? width : width - 1);
  }

  /**
   * A file with a header, in any order; columns that are not asked for are passed over.
   *
   * @throws MalformedTableException naming the columns that are missing or are there twice
   */
  static Layout byName(Path file, CsvFormat format, CsvRecords.@Nullable Line header)
      throws IOException {
    if (header == null) {
      throw new MalformedTableException(
          file, 1, "the file is empty; its first line must name the columns");
    }
    List<String> names = header.values();
    List<Integer> places = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    for (Column column : format.columns()) {
      places.add(names.indexOf(column.name()));
      int found = Collections.frequency(names, column.name());
      if (column.kind() != Column.Kind.IGNORED && found != 1) {
        faults.add(
            found == 0
                ? "no column is called '%s'%s"
                    .formatted(column.name(), Suggestions.hint(column.name(), names))
                : "%d columns are called '%s'".formatted(found, column.name()));
      }
    }
    if (!faults.isEmpty()) {
      throw new MalformedTableException(
          file,
          header.line(),
          String.join("; ", faults)
              + ". The first line must name the columns; where it does not, say header: false");
    }
    return new Layout(format, places, names.size());
  }

  /** What is wrong with a record. */
  Optional<String> fault(List<String> record) {
    if (record.size() != width) {
      return Optional.of("%d values expected, %d found".formatted(width, record.size()));
    }
    for (int i = 0; i < places.size(); i++) {
      Column column = format.columns().get(i);
      if (places.get(i) >= 0
          && !column.holds(plain(column, record.get(places.get(i))))
          && !isGap(column, record.get(places.get(i)))) {
        return Optional.of(
            "%s must be %s, got '%s'"
                .formatted(column.name(), column.rule(), record.get(places.get(i))));
      }
    }
    return Optional.empty();
  }

  /** A record without a fault, column by column. */
  List<Writable> values(List<String> record) {
    List<Writable> values = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      values.add(
          value(format.columns().get(i), places.get(i) < 0 ? "" : record.get(places.get(i))));
    }
    return values;
  }

  private Writable value(Column column, String text) {
    boolean gap = isGap(column, text);
    if (column.kind() == Column.Kind.NUMBER) {
      return new DoubleWritable(gap ? Double.NaN : Column.real(plain(column, text)).orElseThrow());
    }
    return new Text(gap ? GAP : text);
  }

  /** Whether nothing stands here and nothing need; a category may be called "none". */
  private boolean isGap(Column column, String text) {
    return format.mayLack(column) && Column.isGap(text) && !column.holds(text);
  }

  /** A number with a decimal point; what has one already, where commas are due, is none. */
  private String plain(Column column, String text) {
    if (!format.dialect().decimalComma() || column.kind() != Column.Kind.NUMBER) {
      return text;
    }
    return text.indexOf('.') >= 0 ? text.replace('.', ',') : text.replace(',', '.');
  }
}
