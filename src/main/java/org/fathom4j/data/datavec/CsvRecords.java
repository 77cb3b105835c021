package org.fathom4j.data.datavec;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file of separated values (RFC 4180: a value in quotes may hold separators and
 * line breaks), in UTF-8. Blank lines are passed over, spaces around a value do not belong to it.
 */
final class CsvRecords implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  /**
   * One record.
   *
   * @param line of the file on which it begins, from 1
   * @param values without the spaces around them
   */
  record Line(long line, List<String> values) {}

  private CsvRecords(Path file, CSVParser parser) {
    this.file = file;
    this.parser = parser;
    this.records = parser.iterator();
  }

  static CsvRecords open(Path file, char separator) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(separator)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false) // they count as lines
            .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
            .get();
    Reader text =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8));
    boolean opened = false;
    try {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      CsvRecords records =
          new CsvRecords(file, CSVParser.builder().setReader(text).setFormat(format).get());
      opened = true;
      return records;
    } finally {
      if (!opened) {
        text.close();
      }
    }
  }

  /**
   * The next record; null after the last.
   *
   * @throws MalformedTableException if quotes do not match, so that no record can be told from here
   */
  @Nullable Line next() throws IOException {
    while (true) {
      long line = parser.getCurrentLineNumber() + 1;
      try {
        if (!records.hasNext()) {
          return null;
        }
      } catch (UncheckedIOException fault) {
        throw new MalformedTableException(
            file,
            line,
            "a record that begins here has a quote out of place: "
                + Objects.requireNonNull(fault.getCause()).getMessage()
                + "; a value in quotes ends with a quote and then the separator or the line's end,"
                + " and a quote within it is doubled");
      }
      CSVRecord record = records.next();
      List<String> values = record.stream().map(String::strip).toList();
      if (values.size() > 1 || !values.get(0).isEmpty()) {
        return new Line(line, values);
      }
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
