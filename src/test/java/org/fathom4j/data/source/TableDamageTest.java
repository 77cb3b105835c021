package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.Column;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Dialect;
import org.fathom4j.data.Examples;
import org.fathom4j.data.datavec.CsvFormat;
import org.fathom4j.data.datavec.CsvTable;
import org.fathom4j.data.datavec.MalformedTableException;
import org.fathom4j.data.datavec.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tables damaged at random. Each ends in an answer, or in a table of which every row stands in the
 * file as it was read and every other line is told of; never in another exception.
 */
final class TableDamageTest {
  private static final int CASES = Integer.getInteger("fathom.damage.cases", 100);
  private static final Column NOTE = new Column("note", Column.Kind.IGNORED, List.of());
  private static final Column COLOUR =
      new Column("colour", Column.Kind.CATEGORY, List.of("red", "blue"));
  private static final Column KIND = new Column("kind", Column.Kind.CATEGORY, List.of("y", "n"));
  private static final CsvFormat FORMAT =
      new CsvFormat(
          List.of(NOTE, Column.number("a"), COLOUR, Column.number("b"), KIND),
          "kind",
          Dialect.USUAL,
          false,
          List.of());

  @TempDir Path folder;

  @Test
  void damage_endsInAnAnswer_orInRowsThatStandInTheFile() throws IOException {
    int answered = 0;
    int read = 0;
    for (int seed = 0; seed < CASES; seed++) {
      Random random = new Random(seed);
      byte[] bytes = damaged(table(random, seed % 3 == 0), random);
      Path file = Files.write(folder.resolve("table.csv"), bytes);
      String text = new String(bytes, StandardCharsets.UTF_8);
      try {
        Table table = CsvTable.read(file, FORMAT);
        assertThat(seed).as("case " + seed).isEqualTo(holding(table, text, seed));
        read++;
      } catch (MalformedTableException answer) {
        assertThat(answer.getMessage()).matches("(?s).*table\\.csv:\\d+: .+");
        answered++;
      }
      splitAndScaled(seed);
    }
    assertThat(answered).as("damage that no table survives").isPositive();
    assertThat(read).as("damage that a table survives").isPositive();
  }

  /** Every row as an independent reading has it, and as many rows and bad ones as records. */
  private static int holding(Table table, String text, int seed) {
    List<Naive.Line> lines = Naive.read(text);
    List<String> header = lines.get(0).values();
    Map<Long, Naive.Line> byLine = new LinkedHashMap<>();
    lines.forEach(line -> byLine.put(line.number(), line));
    for (Table.Row row : table.rows()) {
      List<String> values = Objects.requireNonNull(byLine.get(row.line())).values();
      assertThat(values).as("case %d, line %d", seed, row.line()).hasSameSizeAs(header);
      boolean red = values.get(header.indexOf("colour")).equals("red");
      assertThat(row.features())
          .as("case %d, line %d", seed, row.line())
          .containsExactly(
              Double.parseDouble(values.get(header.indexOf("a"))) + 0.0,
              red ? 1 : 0,
              red ? 0 : 1,
              Double.parseDouble(values.get(header.indexOf("b"))) + 0.0);
      assertThat(row.label()).isEqualTo(values.get(header.indexOf("kind")).equals("y") ? 0 : 1);
    }
    assertThat(table.rows().size() + table.bad().size())
        .as("case %d", seed)
        .isEqualTo(lines.size() - 1);
    return seed;
  }

  /** The same through the whole road of a training, with and without bad records. */
  private void splitAndScaled(int seed) {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("note", "ignore");
    columns.put("a", "number");
    columns.put("colour", List.of("red", "blue"));
    columns.put("b", "number");
    columns.put("kind", List.of("y", "n"));
    DataSpec spec =
        MapOptions.spec(
            "csv",
            new LinkedHashMap<>(
                Map.of(
                    "dir",
                    folder,
                    "file",
                    "table.csv",
                    "columns",
                    columns,
                    "label",
                    "kind",
                    "validation",
                    2,
                    "bad-records",
                    seed % 2 == 0 ? "skip" : "fail")));
    DataPlan plan = new DataSets(Fixtures.places(folder)).plan(spec).orElse(null);
    if (plan == null) {
      assertThat(MapOptions.problems(spec)).as("case " + seed).isNotEmpty();
      return;
    }
    DataSplit split = plan.load();
    for (Examples part : List.of(split.train(), split.validation(), split.test())) {
      assertThat(part.size()).as("case " + seed).isPositive();
      float[] features = new float[4];
      for (int i = 0; i < part.size(); i++) {
        part.features(i, features, 0);
        for (float feature : features) {
          assertThat(feature).as("case " + seed).isFinite();
        }
      }
    }
  }

  /** 5 to 30 rows, some values in quotes, some with line breaks. */
  private static String table(Random random, boolean windows) {
    StringBuilder text = new StringBuilder("note,a,colour,b,kind\n");
    int rows = 5 + random.nextInt(26);
    for (int i = 0; i < rows; i++) {
      String note =
          switch (random.nextInt(4)) {
            case 0 -> "\"two\nlines, and \"\"more\"\"\"";
            case 1 -> "\"in quotes\"";
            case 2 -> "";
            default -> "grün";
          };
      text.append(note)
          .append(',')
          .append(random.nextInt(2000) / 100.0 - 10)
          .append(random.nextBoolean() ? ",red," : ", blue ,")
          .append(random.nextGaussian() * 1e6)
          .append(random.nextBoolean() ? ",y\n" : ",n\n");
    }
    return windows ? text.toString().replace("\n", "\r\n") : text.toString();
  }

  private static byte[] damaged(String table, Random random) {
    byte[] bytes = table.getBytes(StandardCharsets.UTF_8);
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 1; i++) {
      bytes =
          switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> flipped(bytes, random);
            case 2 -> exchanged(bytes, random);
            case 3 -> columnsExchanged(bytes, random);
            default -> rowsExchanged(bytes, random);
          };
    }
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    for (int i = 0; i <= random.nextInt(4); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** Two parts of the file change places. */
  private static byte[] exchanged(byte[] bytes, Random random) {
    int[] cuts = random.ints(3, 0, bytes.length + 1).sorted().toArray();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, cuts[0]);
    out.write(bytes, cuts[1], cuts[2] - cuts[1]);
    out.write(bytes, cuts[0], cuts[1] - cuts[0]);
    out.write(bytes, cuts[2], bytes.length - cuts[2]);
    return out.toByteArray();
  }

  /** Two columns change places, with or without the header. */
  private static byte[] columnsExchanged(byte[] bytes, Random random) {
    String[] lines = new String(bytes, StandardCharsets.UTF_8).split("\n", -1);
    int from = random.nextInt(4);
    for (int i = random.nextInt(2); i < lines.length; i++) {
      List<String> values = new ArrayList<>(List.of(lines[i].split(",", -1)));
      if (values.size() > from + 1) {
        Collections.swap(values, from, from + 1);
        lines[i] = String.join(",", values);
      }
    }
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] rowsExchanged(byte[] bytes, Random random) {
    List<String> lines =
        new ArrayList<>(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", -1)));
    Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  /** Another reading of separated values, letter by letter; only for files without quote faults. */
  private static final class Naive {
    record Line(long number, List<String> values) {}

    static List<Line> read(String text) {
      List<Line> lines = new ArrayList<>();
      List<String> values = new ArrayList<>();
      StringBuilder value = new StringBuilder();
      boolean quoted = false;
      boolean wasQuoted = false;
      long line = 1;
      long begun = 1;
      String all = text.startsWith("\uFEFF") ? text.substring(1) : text;
      for (int i = 0; i <= all.length(); i++) {
        char c = i < all.length() ? all.charAt(i) : '\n';
        boolean end = i == all.length();
        boolean lineEnd = c == '\n' || c == '\r';
        if (lineEnd && !end) {
          if (c == '\r' && i + 1 < all.length() && all.charAt(i + 1) == '\n' && !quoted) {
            i++;
          } else if (quoted && c == '\r' && i + 1 < all.length() && all.charAt(i + 1) == '\n') {
            value.append(c);
            continue; // counted with the \n
          }
          line++;
        }
        if (quoted && !end) {
          if (c == '"' && i + 1 < all.length() && all.charAt(i + 1) == '"') {
            value.append('"');
            i++;
          } else if (c == '"') {
            quoted = false;
            wasQuoted = true;
          } else {
            value.append(c);
          }
        } else if (c == '"' && value.toString().isBlank() && !wasQuoted) {
          value.setLength(0);
          quoted = true;
        } else if (c == ',' || lineEnd) {
          values.add(value.toString().strip());
          value.setLength(0);
          wasQuoted = false;
          if (lineEnd) {
            if (values.size() > 1 || !values.get(0).isEmpty()) {
              lines.add(new Line(begun, List.copyOf(values)));
            }
            values.clear();
            begun = line;
          }
        } else {
          value.append(c);
        }
      }
      return lines;
    }
  }
}
