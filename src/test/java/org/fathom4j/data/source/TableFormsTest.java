package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.config.DataSection;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.FittedJson;
import org.fathom4j.data.fetch.ProgressBar;
import org.fathom4j.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gaps, decimal commas, encodings, and columns that nobody described. */
final class TableFormsTest {
  private static final String COLUMNS = "data.columns={a: number, c: [r, b], y: [ja, nein]}";

  @TempDir Path folder;
  private final Problems problems = new Problems();
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void aGapGetsTheMedianOfTheTrainingRows_andOfCategoriesNone() throws IOException {
    write(StandardCharsets.UTF_8, table().replace("\n7,r", "\nNA,?") + "3,r,\n");
    DataSplit split = load("data.missing=fill", "data.bad-records=skip", "data.normalize=none");
    assertThat(problems.all()).isEmpty();
    FittedData.Table fitted = (FittedData.Table) split.fitted();
    double median = median(split.train());
    assertThat(fitted.fill()).containsEntry("a", median);
    List<float[]> unknown = rows(split).stream().filter(row -> row[1] == 0 && row[2] == 0).toList();
    assertThat(unknown)
        .singleElement()
        .satisfies(row -> assertThat(row[0]).isEqualTo((float) median));
    assertThat(rows(split)).hasSize(20);
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("left out 1 bad record", "t.csv:22: y must be one of ja, nein, got ''");
    assertThat(split.info().facts().get("features")).isEqualTo("a, c[r], c[b]");
  }

  @Test
  void whatStandsForAGap_isKeptWithTheNetwork_andUsedWhereItScores() throws IOException {
    write(StandardCharsets.UTF_8, table().replace("\n7,", "\n,"));
    FittedData fitted = FittedJson.read(FittedJson.write(load("data.missing=fill").fitted()));
    write(StandardCharsets.UTF_8, "a,c,y\nnull,b,ja\n1000,r,nein\n");
    Examples scored =
        dataSets()
            .scoring(DataSection.of("csv", section(), problems), fitted)
            .orElseThrow()
            .load()
            .examples();
    FittedData.Table known = (FittedData.Table) fitted;
    assertThat(features(scored, 0)[0])
        .isEqualTo(known.scales().get(0).of(known.fill().getOrDefault("a", 0.0)));
  }

  @Test
  void aNetworkStoredWithoutFilling_isRead() {
    FittedData read =
        FittedJson.read(
            "{\"kind\": \"table\", \"columns\": [], \"label\": \"y\", \"scales\": [],"
                + " \"target\": {\"kind\": \"classes\", \"names\": [\"a\", \"b\"]}}");
    assertThat(((FittedData.Table) read).fill()).isEmpty();
  }

  @Test
  void decimalCommasAreRead_andPointsAmongThemAreNot() throws IOException {
    String text = table().replace(',', ';').replaceAll("\n(\\d+);", "\n$1,5;");
    write(StandardCharsets.UTF_8, text);
    String[] wishes = {"data.separator=';'", "data.decimal=','", "data.normalize=none"};
    List<float[]> rows = rows(load(wishes));
    assertThat(rows.stream().map(row -> row[0])).contains(0.5f, 7.5f, 19.5f).hasSize(20);
    write(StandardCharsets.UTF_8, text.replace("\n7,5", "\n7.5"));
    assertThat(dataSets().plan(DataSection.of("csv", section(wishes), problems))).isEmpty();
    assertThat(problems.all().toString()).contains("t.csv:9: a must be a number, got '7.5'");
  }

  @Test
  void encodingsAreRead_andMarksOfByteOrderHeeded() throws IOException {
    String columns = "data.columns={a: number, c: [r, b], y: [jä, nein]}";
    String text = table().replace("ja", "jä");
    for (Charset charset : List.of(Charset.forName("windows-1252"), StandardCharsets.UTF_16LE)) {
      write(charset, text);
      assertThat(rows(load(columns, "data.encoding=" + charset))).hasSize(20);
    }
    write(StandardCharsets.UTF_16, text);
    assertThat(rows(load(columns))).hasSize(20);
    write(StandardCharsets.UTF_8, "\uFEFF" + text);
    assertThat(rows(load(columns))).hasSize(20);
  }

  @Test
  void bytesThatAreNoText_areAnsweredWithTheirLineAndTheNextStep() throws IOException {
    write(Charset.forName("windows-1252"), table() + "5,r,jä\n");
    assertThat(dataSets().plan(DataSection.of("csv", section(), problems))).isEmpty();
    assertThat(problems.all().toString())
        .contains("t.csv:22: this is no text in UTF-8", "encoding: windows-1252");
  }

  @Test
  void columnsAreInferred_andShown() throws IOException {
    write(Charset.forName("windows-1252"), table().replace(',', ';').replace("ja", "jä"));
    DataSplit split = load("data.columns=infer", "data.normalize=none");
    assertThat(problems.all()).isEmpty();
    assertThat(split.info().classes()).containsExactly("jä", "nein");
    assertThat(split.info().facts()).containsEntry("features", "a, c[b], c[r]");
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("20 rows, 3 columns (semicolons, windows-1252, a header)", "label", "category");
    load("data.columns=infer", "data.label=a");
    assertThat(
            dataSets()
                .plan(
                    DataSection.of("csv", section("data.columns=infer", "data.label=z"), problems)))
        .isEmpty();
    assertThat(problems.all().toString()).contains("has no column 'z'");
  }

  private static String table() {
    StringBuilder text = new StringBuilder("a,c,y\n");
    for (int i = 0; i < 20; i++) {
      text.append(i == 3 ? 30 : i)
          .append(i % 3 == 1 ? ",r," : ",b,")
          .append(i % 2 == 0 ? "ja\n" : "nein\n");
    }
    return text.toString();
  }

  private static double median(Examples examples) {
    // The gap itself got the median, and so leaves it where it was.
    double[] values =
        Stream.iterate(0, i -> i < examples.size(), i -> i + 1)
            .map(i -> features(examples, i))
            .filter(row -> row[1] + row[2] > 0)
            .mapToDouble(row -> row[0])
            .sorted()
            .toArray();
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  private static List<float[]> rows(DataSplit split) {
    List<float[]> rows = new ArrayList<>();
    for (Examples part : List.of(split.train(), split.validation(), split.test())) {
      for (int i = 0; i < part.size(); i++) {
        rows.add(features(part, i));
      }
    }
    return rows;
  }

  private static float[] features(Examples examples, int index) {
    float[] features = new float[examples.shape().size()];
    examples.features(index, features, 0);
    return features;
  }

  private DataSplit load(String... wishes) {
    return dataSets().load(DataSection.of("csv", section(wishes), problems));
  }

  private List<String> section(String... wishes) {
    List<String> all =
        new ArrayList<>(List.of("data.file=" + folder.resolve("t.csv"), COLUMNS, "data.label=y"));
    all.addAll(List.of(wishes));
    return all;
  }

  private DataSets dataSets() {
    ProgressBar progress =
        new ProgressBar(new PrintStream(told, true, StandardCharsets.UTF_8), false);
    return new DataSets(new DataPlaces(folder, List.of(), true, progress));
  }

  private void write(Charset charset, String text) throws IOException {
    Files.write(folder.resolve("t.csv"), text.getBytes(charset));
  }
}
