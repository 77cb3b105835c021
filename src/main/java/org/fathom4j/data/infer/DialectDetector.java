package org.fathom4j.data.infer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Finds out how a table is written. */
final class DialectDetector {
  private static final char BYTE_ORDER_MARK = '\uFEFF';
  private static final char SWAPPED_MARK = '\uFFFE';
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
  private static final int LOOKED_AT = 200;

  /** Characters of a head. */
  private static final int HEAD = 1 << 20;

  private DialectDetector() {}

  /** UTF-16 where a byte order mark says so, UTF-8 where the bytes are that, else Windows-1252. */
  static Charset encoding(Path file) throws IOException {
    try (InputStream bytes = Files.newInputStream(file)) {
      byte[] first = bytes.readNBytes(2);
      int mark = first.length < 2 ? 0 : ((first[0] & 0xff) << 8) | (first[1] & 0xff);
      if (mark == BYTE_ORDER_MARK || mark == SWAPPED_MARK) {
        return StandardCharsets.UTF_16;
      }
    }
    try (Reader text = Files.newBufferedReader(file)) {
      text.transferTo(Writer.nullWriter());
      return StandardCharsets.UTF_8;
    } catch (CharacterCodingException e) {
      return WINDOWS;
    }
  }

  /** The first lines, as far as they must be looked at to see how the others are written. */
  static String head(Path file, Charset encoding) throws IOException {
    char[] read = new char[HEAD];
    int length = 0;
    try (Reader text = new InputStreamReader(Files.newInputStream(file), encoding)) {
      int more = text.read(read, 0, HEAD);
      while (more > 0) {
        length += more;
        more = text.read(read, length, HEAD - length);
      }
    }
    String head = withoutMark(new String(read, 0, length));
    int end = head.lastIndexOf('\n');
    return length < HEAD || end < 0 ? head : head.substring(0, end);
  }

  static String text(byte[] bytes, Charset encoding) {
    return withoutMark(new String(bytes, encoding));
  }

  private static String withoutMark(String text) {
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /** The separator that cuts the most records into the same number of values, at least two. */
  static char separator(String text) {
    char best = SEPARATORS.get(0);
    double bestScore = 0;
    for (char separator : SEPARATORS) {
      double score = regularity(records(text, separator, LOOKED_AT));
      if (score > bestScore) {
        bestScore = score;
        best = separator;
      }
    }
    return best;
  }

  /** Share of the records that have the commonest number of values; a few more for more values. */
  private static double regularity(List<List<String>> records) {
    Map<Integer, Long> widths =
        records.stream().collect(Collectors.groupingBy(List::size, Collectors.counting()));
    return widths.entrySet().stream()
        .filter(e -> e.getKey() > 1)
        .mapToDouble(e -> e.getValue() / (double) records.size() + 1e-3 * e.getKey())
        .max()
        .orElse(0);
  }

  /** Whether more values are numbers with a comma than with a point. */
  static boolean decimalComma(List<List<String>> records, char separator) {
    if (separator == ',') {
      return false;
    }
    long comma = count(records, ',');
    return comma > count(records, '.');
  }

  private static long count(List<List<String>> records, char mark) {
    return records.stream()
        .flatMap(List::stream)
        .filter(value -> value.indexOf(mark) >= 0)
        .filter(value -> Cells.number(value, mark == ',').isPresent())
        .count();
  }

  /**
   * Whether the first record names the columns: none of its values is a number or a gap, and none
   * stands below itself.
   */
  static boolean header(List<List<String>> records, boolean decimalComma) {
    List<String> first = records.get(0);
    boolean words =
        first.stream().noneMatch(v -> Cells.isGap(v) || Cells.number(v, decimalComma).isPresent());
    if (!words || records.size() < 2) {
      return false;
    }
    List<List<String>> rest = records.subList(1, records.size());
    return IntStream.range(0, first.size()).noneMatch(i -> stands(rest, i, first.get(i)));
  }

  private static boolean stands(List<List<String>> records, int column, String value) {
    return records.stream().anyMatch(r -> r.size() > column && r.get(column).equals(value));
  }

  /** The first records, values stripped. Empty lines are none. */
  static List<List<String>> records(String text, char separator, int most) {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setIgnoreSurroundingSpaces(true)
            .setLenientEof(true)
            .setTrailingData(true)
            .get();
    List<List<String>> records = new ArrayList<>();
    try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
      for (CSVRecord record : parser) {
        if (records.size() == most) {
          break;
        }
        records.add(record.stream().map(String::strip).toList());
      }
    } catch (IOException | java.io.UncheckedIOException | IllegalStateException e) {
      // What is not regular scores low; what was read until here counts.
      return records;
    }
    return records;
  }
}
