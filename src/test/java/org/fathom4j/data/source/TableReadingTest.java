package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.fetch.FetchProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tables as people have them: what is read is right, what cannot be is answered by its place. */
final class TableReadingTest {
  @TempDir Path folder;

  @Test
  void aLineBreakInQuotes_belongsToItsValue_andLinesAreCountedRight() throws IOException {
    StringBuilder text = new StringBuilder("note,a,kind\n");
    for (int i = 0; i < 10; i++) {
      text.append("\"first, line\nsecond \"\"line\"\"\",")
          .append(i)
          .append(i % 2 == 0 ? ",y\n" : ",n\n");
    }
    text.append("\nplain,what,y\n"); // behind the header's line, twenty more and a blank one
    assertThat(problem(text.toString(), Map.of()))
        .contains("1 bad record", "table.csv:23: a must be a number, got 'what'");
    DataSplit split = load(text.toString(), Map.of("bad-records", "skip", "normalize", "none"));
    assertThat(values(split)).containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
  }

  @Test
  void columnsAreFoundByTheirNames_andAMarkOfByteOrderIsNoPartOfOne() throws IOException {
    StringBuilder text = new StringBuilder("\uFEFFkind,more,a,note\r\n");
    for (int i = 0; i < 10; i++) {
      text.append(i % 2 == 0 ? "y,7," : "n,8,").append(i).append(",x\r\n");
    }
    DataSplit split = load(text.toString(), Map.of("normalize", "none"));
    assertThat(values(split)).containsExactly(0f, 1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
    for (Examples part : List.of(split.train(), split.validation(), split.test())) {
      for (int i = 0; i < part.size(); i++) {
        float[] label = new float[2];
        part.label(i, label, 0);
        assertThat(label[0]).isEqualTo(feature(part, i) % 2 == 0 ? 1 : 0);
      }
    }
  }

  @Test
  void withoutAHeader_columnsStandInTheirOrder() throws IOException {
    String rows = rows(10).replaceFirst("(?s)^[^\n]*\n", "");
    DataSplit split = load(rows, Map.of("header", false, "normalize", "none"));
    assertThat(values(split)).hasSize(10);
  }

  @Test
  void headersThatDoNotFit_areAnsweredWithTheNearestName() throws IOException {
    assertThat(problem(rows(10).replace("kind", "Kinds"), Map.of()))
        .contains("table.csv:1: no column is called 'kind'; did you mean 'Kinds'?");
    assertThat(problem(rows(10).replace("note,a,kind", "a,a,kind"), Map.of()))
        .contains("table.csv:1: 2 columns are called 'a'");
    assertThat(problem(rows(10).replaceFirst("note,a,kind\n", ""), Map.of()))
        .contains("table.csv:1: no column is called 'a'", "header: false");
  }

  @Test
  void tablesWithNothingToLearn_areAnswered() throws IOException {
    assertThat(problem("", Map.of())).contains("table.csv:1: the file is empty");
    assertThat(problem("note,a,kind\n", Map.of())).contains("table.csv has no row: there is");
    assertThat(problem("note,a,kind\nx,1,y\nx,2,n\n", Map.of("validation", 1)))
        .contains("at least 3 examples", "1 is left");
    assertThat(problem(rows(10).replace(",n\n", ",y\n"), Map.of()))
        .contains("has the same 'kind' in each of its 10 rows");
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("note", "ignore");
    one.put("a", "number");
    one.put("kind", List.of("y"));
    assertThat(problem(rows(10), Map.of("columns", one)))
        .contains("data.label: must have at least two categories", "'kind' has [y]");
    one.put("kind", List.of("y", "n", "y"));
    assertThat(problem(rows(10), Map.of("columns", one)))
        .contains("data.columns.kind: must list each category once")
        .doesNotContain("data.label");
  }

  @Test
  void aCategoryThatNoRowHas_isTold() throws IOException {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("note", List.of("x", "y"));
    columns.put("a", "number");
    columns.put("kind", List.of("y", "n", "m"));
    List<String> told = new ArrayList<>();
    DataSpec spec = spec(rows(10), Map.of("columns", columns));
    new DataSets(new DataPlaces(folder, List.of(), true, new Told(told))).load(spec);
    assertThat(told)
        .containsExactly("data.columns.note: no row has y", "data.columns.kind: no row has m");
  }

  @Test
  void aGapIsEqualToNothing_soThatUnequalLeavesItOut_andNoOtherConditionDoes() throws IOException {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("note", List.of("x", "z"));
    columns.put("a", "number");
    columns.put("kind", List.of("y", "n"));
    String gaps = rows(10) + "z,30,y\n,31,n\nx,,y\nx,-4,n\n";
    Map<String, Object> filled = new HashMap<>(Map.of("columns", columns, "missing", "fill"));
    filled.put("remove", Map.of("note", "!= x"));
    assertThat(load(gaps, filled).info().facts()).containsEntry("removed", "2");
    filled.put("remove", Map.of("note", "== z"));
    assertThat(load(gaps, filled).info().facts()).containsEntry("removed", "1");
    filled.put("remove", Map.of("a", "< 0"));
    assertThat(load(gaps, filled).info().facts()).containsEntry("removed", "1");
    filled.put("remove", Map.of("a", "!= 3"));
    assertThat(load(gaps + "x,3,n\nx,3,y\n".repeat(4), filled).info().facts())
        .containsEntry("removed", "13");
  }

  private record Told(List<String> lines) implements FetchProgress {
    @Override
    public void arrived(String file, long bytes, long total) {}

    @Override
    public void note(String line) {
      lines.add(line);
    }
  }

  @Test
  void columnsMayBeLeftToTheFile_andAWrongLabelIsOneOfTheExperimentFile() throws IOException {
    String rows = rows(10).replace("x,0", "x,7"); // else a counts the records
    DataSplit split = load(rows, Map.of("columns", "infer", "label", "kind"));
    assertThat(split.train().shape().size()).isEqualTo(1);
    assertThat(problem(rows, Map.of("columns", "infer", "label", "kid")))
        .contains("data.label: ", "has no column 'kid'; did you mean 'kind'?")
        .doesNotContain("--label", "cannot be inferred");
    assertThat(problem(rows, Map.of("columns", "infer", "label", "note")))
        .contains("data.label: 'note' cannot be predicted from");
  }

  @Test
  void aFeatureOfOneCategory_isAConstant() throws IOException {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("note", List.of("x"));
    columns.put("a", "number");
    columns.put("kind", List.of("y", "n"));
    DataSplit split = load(rows(10), Map.of("columns", columns));
    assertThat(feature(split.train(), 0)).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x1p0",
        "1d",
        "1f",
        "1F",
        "NaN",
        "Infinity",
        "-Infinity",
        "+",
        ".",
        "1e",
        "1_000",
        "1,5",
        "1e300",
        "-1e39",
        "",
        "1 2",
        "\u0661",
        "1.0.0"
      })
  void whatIsNoNumberOfATable_isABadRecord(String value) throws IOException {
    assertThat(problem(rows(10) + "x,\"" + value + "\",y\n", Map.of()))
        .contains("table.csv:12: a must be a number, got '" + value + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "+7", "-7.50", "7.", ".5", "7e3", "7E-3", " 7 ", "1e38"})
  void whatIsANumber_isReadAsOne(String value) throws IOException {
    DataSplit split = load(rows(10) + "x," + value + ",y\n", Map.of("normalize", "none"));
    assertThat(values(split)).contains(Float.parseFloat(value));
  }

  @Test
  void anOffsetOfBillions_costsNoDigits() throws IOException {
    StringBuilder text = new StringBuilder("note,a,kind\n");
    for (int i = 0; i < 200; i++) {
      text.append("x,").append(1_700_000_000L + i).append(i % 2 == 0 ? ",y\n" : ",n\n");
    }
    for (String kind : List.of("standardize", "min-max")) {
      DataSplit split = load(text.toString(), Map.of("normalize", kind));
      List<Float> values = values(split);
      assertThat(values).doesNotHaveDuplicates().hasSize(200);
      // Even steps stay even; the training rows reach from about 0 to 199.
      float step = values.get(1) - values.get(0);
      for (int i = 1; i < 200; i++) {
        assertThat(values.get(i) - values.get(i - 1)).isCloseTo(step, within(1e-5f));
      }
      assertThat((double) step)
          .isCloseTo(kind.equals("min-max") ? 1 / 199.0 : 1 / 57.5, within(1e-3));
    }
  }

  @Test
  void whatSinglePrecisionCannotHoldOnceScaled_isABadRecord() throws IOException {
    StringBuilder far = new StringBuilder("note,a,kind\n");
    for (int i = 0; i < 40; i++) {
      far.append("x,").append(i % 7).append(i % 2 == 0 ? "e-30,y\n" : "e-30,n\n");
    }
    far.append("x,1e30,y\n");
    String found = farRow(far.toString());
    assertThat(found).contains("table.csv:42: a is 1.0E30", "single precision");
  }

  /** The problem of the first seed by which the last row is not trained on. */
  private String farRow(String text) throws IOException {
    for (int seed = 1; seed < 20; seed++) {
      DataSpec spec = spec(text, Map.of("seed", seed));
      if (new DataSets(Fixtures.places(folder)).plan(spec).isEmpty()) {
        return MapOptions.problems(spec).toString();
      }
    }
    return "accepted by every seed";
  }

  @Test
  void featuresOfOneName_areRefused() throws IOException {
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("note", List.of("x", "z"));
    columns.put("note[x]", "number");
    columns.put("kind", List.of("y", "n"));
    assertThat(problem(rows(10).replace("note,a", "note,note[x]"), Map.of("columns", columns)))
        .contains("data.columns: two features are called 'note[x]'");
  }

  @Test
  void quotesOutOfPlace_areAnsweredByTheirLine() throws IOException {
    assertThat(problem(rows(10) + "\"open,1,y\n", Map.of()))
        .contains("table.csv:12: a record that begins here has a quote out of place");
    assertThat(problem(rows(3) + "\"shut\"more,1,y\n" + rows(3), Map.of("bad-records", "skip")))
        .contains("table.csv:5: a record that begins here has a quote out of place");
    assertThat(problem(rows(10), Map.of("separator", "\""))).contains("data.separator");
  }

  @Test
  void conditionsOnColumnsThatAreNotUsed_areMetByTheirText() throws IOException {
    DataSplit split =
        load(
            rows(10).replaceFirst("x,0", "drop,0"),
            Map.of("normalize", "none", "remove", Map.of("note", "== drop")));
    assertThat(values(split)).containsExactly(1f, 2f, 3f, 4f, 5f, 6f, 7f, 8f, 9f);
  }

  private static String rows(int count) {
    StringBuilder text = new StringBuilder("note,a,kind\n");
    for (int i = 0; i < count; i++) {
      text.append("x,").append(i).append(i % 2 == 0 ? ",y\n" : ",n\n");
    }
    return text.toString();
  }

  private static List<Float> values(DataSplit split) {
    return Stream.of(split.train(), split.validation(), split.test())
        .flatMap(
            part -> Stream.iterate(0, i -> i < part.size(), i -> i + 1).map(i -> feature(part, i)))
        .sorted()
        .toList();
  }

  private static float feature(Examples examples, int index) {
    float[] features = new float[examples.shape().size()];
    examples.features(index, features, 0);
    return features[0];
  }

  private DataSpec spec(String content, Map<String, Object> changes) throws IOException {
    Files.writeString(folder.resolve("table.csv"), content, StandardCharsets.UTF_8);
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("note", "ignore");
    columns.put("a", "number");
    columns.put("kind", List.of("y", "n"));
    Map<String, Object> values = new HashMap<>();
    values.put("dir", folder);
    values.put("file", "table.csv");
    values.put("columns", columns);
    values.put("label", "kind");
    values.put("validation", 2);
    values.putAll(changes);
    return MapOptions.spec("csv", values);
  }

  private DataSplit load(String content, Map<String, Object> changes) throws IOException {
    DataSpec spec = spec(content, changes);
    DataPlan plan =
        new DataSets(Fixtures.places(folder))
            .plan(spec)
            .orElseThrow(() -> new AssertionError(MapOptions.problems(spec)));
    return plan.load();
  }

  private String problem(String content, Map<String, Object> changes) throws IOException {
    DataSpec spec = spec(content, changes);
    assertThat(new DataSets(Fixtures.places(folder)).plan(spec)).isEmpty();
    return MapOptions.problems(spec).toString();
  }
}
