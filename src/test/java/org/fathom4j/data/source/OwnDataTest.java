package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.data.fetch.ProgressBar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnDataTest {
  private static final String HEADER = "id,length,colour,kind\n";

  @TempDir Path folder;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void csv_categoriesBecomeOneHot_andTheLabelAClass() throws IOException {
    DataSplit split = load(csv(HEADER + rows(20), Map.of("normalize", "none")));
    assertThat(split.train().shape()).isEqualTo(new FeatureShape.Vector(3));
    assertThat(split.train().target()).isEqualTo(new Target.Classes(List.of("small", "large")));
    assertThat(split.info().facts().get("features")).isEqualTo("length, colour[red], colour[blue]");
    // Row i is i long, red where i is even, large from 10 on.
    for (Examples part : List.of(split.train(), split.validation(), split.test())) {
      for (int i = 0; i < part.size(); i++) {
        float[] features = features(part, i);
        boolean even = features[0] % 2 == 0;
        assertThat(features[1]).isEqualTo(even ? 1 : 0);
        assertThat(features[2]).isEqualTo(even ? 0 : 1);
        float[] label = new float[2];
        part.label(i, label, 0);
        assertThat(label).containsExactly(features[0] < 10 ? 1 : 0, features[0] < 10 ? 0 : 1);
      }
    }
    assertThat(split.train().size()).isEqualTo(14);
    assertThat(split.validation().size()).isEqualTo(2);
    assertThat(split.test().size()).isEqualTo(4);
  }

  @Test
  void csv_isStandardizedByTrainingRowsAlone() throws IOException {
    Examples train = load(csv(HEADER + rows(40), Map.of())).train();
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < train.size(); i++) {
      float value = features(train, i)[0];
      sum += value;
      squares += value * value;
    }
    assertThat(sum / train.size()).isCloseTo(0, within(1e-5));
    assertThat(squares / train.size()).isCloseTo(1, within(1e-5));
  }

  @Test
  void csv_aNumberAsLabelIsRegression() throws IOException {
    DataSplit split = load(csv(HEADER + rows(20), Map.of("label", "length")));
    assertThat(split.info().facts()).containsEntry("target", "length");
    Target.Numbers target = (Target.Numbers) split.test().target();
    assertThat(target.names()).containsExactly("length");
    float[] label = new float[1];
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < split.train().size(); i++) {
      split.train().label(i, label, 0);
      sum += label[0];
      squares += label[0] * label[0];
    }
    assertThat(sum / split.train().size()).isCloseTo(0, within(1e-5));
    assertThat(squares / split.train().size()).isCloseTo(1, within(1e-5));
    assertThat(split.info().classes()).isEmpty();
  }

  @Test
  void csv_badRecordsFail_andAreNamedByLine() throws IOException {
    DataSpec spec =
        csv(HEADER + rows(10) + "x,long,red,small\ny,3,green,small\nz,3,red\n", Map.of());
    assertThat(dataSets().plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec))
        .singleElement()
        .asString()
        .contains(
            "3 bad records",
            "table.csv:12: length must be a number, got 'long'",
            "table.csv:13: colour must be one of red, blue, got 'green'",
            "table.csv:14: 4 values expected, 3 found",
            "bad-records: skip");
  }

  @Test
  void csv_badRecordsAreSkippedAndCounted_whereAskedFor() throws IOException {
    DataSpec spec = csv(HEADER + rows(20) + "x,long,red,small\n", Map.of("bad-records", "skip"));
    DataPlan plan = dataSets().plan(spec).orElseThrow();
    assertThat(plan.description().train() + plan.description().test()).isEqualTo(18);
    assertThat(plan.load().info().facts().get("skipped")).contains("1 bad record", "'long'");
    assertThat(told.toString(StandardCharsets.UTF_8))
        .contains("left out 1 bad record:", "table.csv:22", "'long'");
  }

  @Test
  void csv_rowsThatMeetAConditionAreRemoved() throws IOException {
    DataSpec spec =
        csv(
            HEADER + rows(20),
            Map.of("normalize", "none", "remove", Map.of("length", ">= 15", "colour", "== blue")));
    DataSplit split = load(spec);
    // Left are 0, 2, ... 14.
    assertThat(split.train().size() + split.validation().size() + split.test().size()).isEqualTo(8);
    assertThat(split.info().facts().get("removed")).isEqualTo("12");
  }

  @Test
  void csv_mistakesInTheDescriptionAreRefused() throws IOException {
    DataSpec label = csv(HEADER + rows(10), Map.of("label", "species"));
    assertThat(dataSets().plan(label)).isEmpty();
    assertThat(MapOptions.problems(label).toString()).contains("data.label", "got 'species'");
    DataSpec remove = csv(HEADER + rows(10), Map.of("remove", Map.of("colour", "< 3")));
    assertThat(dataSets().plan(remove)).isEmpty();
    assertThat(MapOptions.problems(remove).toString()).contains("data.remove.colour");
    DataSpec file = csv(HEADER + rows(10), Map.of("file", "nowhere.csv"));
    assertThat(dataSets().plan(file)).isEmpty();
    assertThat(MapOptions.problems(file).toString()).contains("data.file: there is no file");
  }

  @Test
  void imageFolder_labelsByFolder_andResizes() throws IOException {
    pictures("apple", 10, 0xff0000);
    pictures("pear", 10, 0x00ff00);
    DataSplit split = load(imageFolder(Map.of("normalize", "none", "size", 8)));
    assertThat(split.train().shape()).isEqualTo(new FeatureShape.Image(8, 8, 3));
    assertThat(split.info().classes()).containsExactly("apple", "pear");
    for (int i = 0; i < split.train().size(); i++) {
      float[] features = features(split.train(), i);
      float[] label = new float[2];
      split.train().label(i, label, 0);
      assertThat(features[0]).isEqualTo(label[0]);
      assertThat(features[64]).isEqualTo(label[1]);
    }
  }

  @Test
  void imageFolder_badPicturesFailOrAreSkipped() throws IOException {
    pictures("apple", 5, 0xff0000);
    pictures("pear", 5, 0x00ff00);
    Files.writeString(folder.resolve("images/pear/broken.png"), "no picture");
    DataSpec failing = imageFolder(Map.of());
    assertThat(dataSets().plan(failing)).isEmpty();
    assertThat(MapOptions.problems(failing).toString()).contains("1 bad record", "broken.png");
    DataSplit split = load(imageFolder(Map.of("bad-records", "skip")));
    assertThat(split.info().facts().get("skipped")).contains("broken.png");
    assertThat(split.train().size() + split.validation().size() + split.test().size())
        .isEqualTo(10);
  }

  private static String rows(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i)
          .append(", ")
          .append(i)
          .append(i % 2 == 0 ? ",red," : ",blue,")
          .append(i < 10 ? "small\n" : "large\n");
    }
    return text.toString();
  }

  private DataSpec csv(String content, Map<String, Object> changes) throws IOException {
    Files.writeString(folder.resolve("table.csv"), content);
    Map<String, Object> columns = new LinkedHashMap<>();
    columns.put("id", "ignore");
    columns.put("length", "number");
    columns.put("colour", List.of("red", "blue"));
    columns.put("kind", List.of("small", "large"));
    Map<String, Object> values = new HashMap<>();
    values.put("dir", folder);
    values.put("file", "table.csv");
    values.put("columns", columns);
    values.put("label", "kind");
    values.put("validation", 2);
    values.putAll(changes);
    return MapOptions.spec("csv", values);
  }

  private DataSpec imageFolder(Map<String, Object> changes) {
    Map<String, Object> values = new HashMap<>(changes);
    values.put("dir", folder.resolve("images"));
    values.put("validation", 1);
    return MapOptions.spec("image-folder", values);
  }

  private void pictures(String name, int count, int rgb) throws IOException {
    Path type = Files.createDirectories(folder.resolve("images").resolve(name));
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(20 + i, 10 + i, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < image.getHeight(); y++) {
        for (int x = 0; x < image.getWidth(); x++) {
          image.setRGB(x, y, rgb);
        }
      }
      ImageIO.write(image, "png", type.resolve(i + ".png").toFile());
    }
  }

  private static float[] features(Examples examples, int index) {
    float[] features = new float[examples.shape().size()];
    examples.features(index, features, 0);
    return features;
  }

  private DataSplit load(DataSpec spec) {
    return dataSets().load(spec);
  }

  private DataSets dataSets() {
    ProgressBar progress =
        new ProgressBar(new PrintStream(told, true, StandardCharsets.UTF_8), false);
    return new DataSets(new DataPlaces(folder, List.of(), true, progress));
  }
}
