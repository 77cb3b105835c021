package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import javax.imageio.ImageIO;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.fetch.ProgressBar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that is dealt into folds. */
class FoldedDataTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void everyRowOfATable_isTestedOnce_andNeverTrainedOnThere() throws IOException {
    Map<String, Object> options = Map.of("folds", 5, "validation", 6);
    List<Long> tested = new ArrayList<>();
    for (DataSplit split : folds(table(33, options), 5)) {
      tested.addAll(contents(split.test()));
      TreeSet<Long> all = new TreeSet<>(contents(split.train()));
      all.addAll(contents(split.validation()));
      all.addAll(contents(split.test()));
      assertThat(all).hasSize(33);
      assertThat(split.validation().size()).isEqualTo(6);
      assertThat(split.test().size()).isBetween(6, 7);
      assertThat(split.info().facts().get("split")).startsWith("5 folds, each tested in its turn");
    }
    assertThat(tested).hasSize(33).doesNotHaveDuplicates();
  }

  @Test
  void foldsOfANumber_haveItsQuantiles() throws IOException {
    Map<String, Object> options = Map.of("folds", 4, "label", "length", "normalize-label", "none");
    float[] label = new float[1];
    for (DataSplit split : folds(table(40, options), 4)) {
      double sum = 0;
      for (int i = 0; i < split.test().size(); i++) {
        split.test().label(i, label, 0);
        sum += label[0];
      }
      assertThat(sum / split.test().size()).isBetween(18.0, 21.0); // of 0 to 39
    }
  }

  @Test
  void theSeedOfTheDataAlone_decidesTheFolds() throws IOException {
    List<Long> first = contents(folds(table(30, Map.of("folds", 3)), 3).get(0).test());
    assertThat(contents(folds(table(30, Map.of("folds", 3)), 3).get(0).test())).isEqualTo(first);
    Map<String, Object> other = Map.of("folds", 3, "seed", 2);
    assertThat(contents(folds(table(30, other), 3).get(0).test())).isNotEqualTo(first);
  }

  @Test
  void whatFoldsHaveInCommon_isToldOnce() throws IOException {
    DataSpec spec = table(30, Map.of("folds", 3, "bad-records", "skip"), "x,long,large\n");
    folds(spec, 3);
    assertThat(told.toString(StandardCharsets.UTF_8)).containsOnlyOnce("left out 1 bad record");
  }

  /** The greatest row cannot be scaled by the others, only where it is not trained on. */
  @Test
  void aRowThatOneFoldCannotHold_isInNone() throws IOException {
    DataSpec spec =
        table(30, Map.of("folds", 3, "bad-records", "skip"), "40,1e39,large\n", "41,2,large\n");
    List<Long> tested = new ArrayList<>();
    folds(spec, 3).forEach(split -> tested.addAll(contents(split.test())));
    assertThat(tested).hasSize(31).doesNotHaveDuplicates();
  }

  @Test
  void everyPictureOfAFolder_isTestedOnce() throws IOException {
    for (int i = 0; i < 22; i++) {
      picture("pictures/" + (i % 3 == 0 ? "a" : "b"), i);
    }
    List<Long> tested = new ArrayList<>();
    for (DataSplit split : folds(pictures(Map.of("folds", 4)), 4)) {
      tested.addAll(contents(split.test()));
      assertThat(contents(split.train())).doesNotContainAnyElementsOf(contents(split.test()));
    }
    assertThat(tested).hasSize(22).doesNotHaveDuplicates();
  }

  @Test
  void whatContradictsFolds_isRefused() throws IOException {
    assertThat(problem(table(30, Map.of("folds", 3, "test", 5))))
        .isEqualTo(
            "data.test: contradicts folds, each of which is tested in its turn: leave it out, or say"
                + " test: 0");
    assertThat(problem(table(12, Map.of("folds", 3))))
        .isEqualTo(
            "data.folds: must be at most the examples that the rarest class, large, has, 2, for each"
                + " fold tests one; got 3");
    assertThat(problem(table(12, Map.of("folds", 13, "label", "length"))))
        .isEqualTo(
            "data.folds: must be at most the examples that there are, 12, for each fold tests one; got"
                + " 13");
    assertThat(problem(table(20, Map.of("folds", 2, "validation", 10))))
        .startsWith("data.validation: must leave training examples: at most 9 of the 10");
  }

  @Test
  void dataWithTestExamplesOfItsOwn_hasNoFolds() throws IOException {
    Fixtures.idx(folder.resolve("mnist"), "train", 40, 4);
    Fixtures.idx(folder.resolve("mnist"), "t10k", 10, 4);
    Map<String, Object> options = Map.of("dir", folder.resolve("mnist"), "folds", 2);
    assertThat(problem(MapOptions.spec("mnist", options)))
        .startsWith("data.folds: is for sets without test examples of their own: csv")
        .contains("those of mnist are given");
    assertThat(problem(MapOptions.spec("street-numbers", Map.of("folds", 2))))
        .contains("those of street-numbers are given");
    for (String each : List.of("train/a", "train/b", "test/a", "test/b")) {
      picture("pictures/" + each, 1);
      picture("pictures/" + each, 2);
    }
    assertThat(problem(pictures(Map.of("folds", 2)))).contains("those of image-folder are given");
  }

  private String problem(DataSpec spec) {
    assertThat(dataSets().plan(spec)).isEmpty();
    return MapOptions.problems(spec).get(0);
  }

  private List<DataSplit> folds(DataSpec spec, int count) {
    DataPlan plan = dataSets().plan(spec).orElseThrow();
    List<DataSplit> splits = new ArrayList<>();
    for (int fold = 1; fold <= count; fold++) {
      DataPlan each = plan.fold(fold);
      DataSplit split = each.load();
      assertThat(each.description().train()).isEqualTo(split.train().size());
      assertThat(each.description().test()).isEqualTo(split.test().size());
      splits.add(split);
    }
    return splits;
  }

  private static List<Long> contents(Examples examples) {
    List<Long> contents = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      contents.add(examples.content(i));
    }
    return contents;
  }

  /** Row i is i long; those from 10 on are large. */
  private DataSpec table(int rows, Map<String, Object> options, String... more) throws IOException {
    StringBuilder text = new StringBuilder("id,length,kind\n");
    for (int i = 0; i < rows; i++) {
      text.append(i).append(',').append(i).append(i < 10 ? ",small\n" : ",large\n");
    }
    for (String row : more) {
      text.append(row);
    }
    Files.writeString(folder.resolve("table.csv"), text);
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", "ignore");
    columns.put("length", "number");
    columns.put("kind", List.of("small", "large"));
    Map<String, Object> all = new HashMap<>(Map.of("label", "kind", "columns", columns));
    all.put("file", folder.resolve("table.csv").toString());
    all.put("validation", 2);
    all.putAll(options);
    return MapOptions.spec("csv", all);
  }

  private DataSpec pictures(Map<String, Object> options) {
    Map<String, Object> all = new HashMap<>(options);
    all.put("dir", folder.resolve("pictures"));
    all.put("size", 2);
    all.put("validation", 1);
    return MapOptions.spec("image-folder", all);
  }

  private void picture(String in, int level) throws IOException {
    Files.createDirectories(folder.resolve(in));
    BufferedImage image = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, level * 10);
    ImageIO.write(image, "png", folder.resolve(in).resolve(level + ".png").toFile());
  }

  private DataSets dataSets() {
    PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
    return new DataSets(
        new DataPlaces(folder.resolve("none"), List.of(), true, new ProgressBar(out, false)));
  }
}
