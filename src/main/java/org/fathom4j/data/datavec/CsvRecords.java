package org.fathom4j.data.datavec;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
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
import org.fathom4j.data.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * The records of a file of separated values (RFC 4180: a value in quotes may hold separators and
 * line breaks). Blank lines are passed over, spaces around a value do not belong to it.
 */
final class CsvRecords implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private static final int UNICODE_MARK = 0xfeff;
  private static final int SWAPPED_MARK = 0xfffe;

  private final Path file;
  private final Charset encoding;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;

  /**
   * One record.
   *
   * @param line of the file on which it begins, from 1
   * @param values without the spaces around them
   */
  record Line(long line, List<String> values) {}

  private CsvRecords(Path file, Charset encoding, CSVParser parser) {
    this.file = file;
    this.encoding = encoding;
    this.parser = parser;
    this.records = parser.iterator();
  }

  static CsvRecords open(Path file, Dialect dialect) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setDelimiter(dialect.separator())
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(false) // they count as lines
            .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
            .get();
    // Opened once, and by what seeks nowhere: it may be a pipe.
    InputStream bytes = new BufferedInputStream(new FileInputStream(file.toFile()));
    boolean opened = false;
    Charset encoding = dialect.encoding();
    try {
      encoding = encoding(bytes, encoding);
      Reader text = new BufferedReader(new InputStreamReader(bytes, encoding.newDecoder()));
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      CsvRecords records =
          new CsvRecords(
              file, encoding, CSVParser.builder().setReader(text).setFormat(format).get());
      opened = true;
      return records;
    } catch (CharacterCodingException e) {
      throw undecodable(file, encoding, 1);
    } finally {
      if (!opened) {
        bytes.close();
      }
    }
  }

  /** UTF-16 where the file begins with its mark, whatever was said. */
  private static Charset encoding(InputStream bytes, Charset otherwise) throws IOException {
    bytes.mark(2);
    byte[] first = bytes.readNBytes(2);
    bytes.reset();
    int mark = first.length < 2 ? 0 : ((first[0] & 0xff) << 8) | (first[1] & 0xff);
    return mark == UNICODE_MARK || mark == SWAPPED_MARK ? StandardCharsets.UTF_16 : otherwise;
  }

  /**
   * Readers decode far ahead of what they hand out, so the line is looked for from the start.
   *
   * @param soonest the first line that it can be: all there is to say of a pipe
   */
  private static MalformedTableException undecodable(Path file, Charset encoding, long soonest)
      throws IOException {
    long line = soonest;
    if (Files.isRegularFile(file)) {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      CharBuffer text = CharBuffer.allocate(bytes.remaining() + 1);
      encoding.newDecoder().decode(bytes, text, true);
      line = 1 + text.flip().chars().filter(c -> c == '\n').count();
    }
    String other = encoding.equals(StandardCharsets.UTF_8) ? "windows-1252" : "UTF-8";
    return new MalformedTableException(
        file,
        line,
        "this is no text in %s; save the file as UTF-8, or name its encoding, such as encoding: %s"
            .formatted(encoding, other));
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
        if (fault.getCause() instanceof CharacterCodingException) {
          throw undecodable(file, encoding, line);
        }
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
