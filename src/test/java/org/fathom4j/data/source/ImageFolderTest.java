package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.fetch.ProgressBar;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.picture.PictureBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream told = new ByteArrayOutputStream();

  @Test
  void greyPictures_keepTheirLevels() throws IOException {
    grey("a", 42, 5);
    grey("b", 43, 5);
    DataSplit split = load(Map.of("channels", 1, "size", 4));
    assertThat(levels(split.train())).containsExactlyInAnyOrder(42, 43);
    assertThat(levels(load(Map.of("channels", 3, "size", 4)).train()))
        .containsExactlyInAnyOrder(42, 43);
  }

  @Test
  void trainAndTest_areTheGivenSplit() throws IOException {
    grey("train/a", 10, 4);
    grey("train/b", 20, 4);
    grey("test/a", 110, 2);
    grey("test/b", 120, 1);
    DataSplit split = load(Map.of());
    assertThat(levels(split.test())).containsExactlyInAnyOrder(110, 120);
    assertThat(split.test().size()).isEqualTo(3);
    assertThat(split.train().size() + split.validation().size()).isEqualTo(8);
    assertThat(split.info().classes()).containsExactly("a", "b");
    assertThat(split.info().facts().get("split")).isEqualTo("given: train/ and test/");
    float[] label = new float[2];
    split.test().label(2, label, 0);
    assertThat(label).containsExactly(0, 1);
  }

  @Test
  void classesCalledTrainAndTest_areClasses() throws IOException {
    grey("train", 10, 5);
    grey("test", 20, 5);
    assertThat(load(Map.of()).info().classes()).containsExactly("test", "train");
  }

  @Test
  void aGivenSplit_needsTheSameClassesInBoth() throws IOException {
    grey("train/a", 10, 4);
    grey("train/b", 20, 4);
    grey("test/a", 110, 2);
    assertThat(problem()).contains("test/ beside it must hold the same", "one of the two only: b");
    Files.createDirectories(images().resolve("test/b"));
    assertThat(problem()).contains("there are none in " + images().resolve("test/b"));
    grey("test/b", 120, 2);
    grey("val/a", 120, 2);
    assertThat(problem()).contains(images().resolve("val").toString(), "data.validation");
  }

  @Test
  void trainWithoutTest_isRefused() throws IOException {
    grey("train/a", 10, 4);
    grey("train/b", 20, 4);
    grey("other/a", 20, 4);
    assertThat(problem()).contains("no other folder is read");
  }

  @Test
  void nestedFolders_belongToTheirClass_andHiddenFilesDoNot() throws IOException {
    grey("a", 10, 3);
    grey("a/more/still", 11, 2);
    grey("b", 20, 5);
    Files.writeString(images().resolve("a/more/.DS_Store"), "x");
    DataSplit split = load(Map.of());
    assertThat(split.train().size() + split.validation().size() + split.test().size())
        .isEqualTo(10);
    assertThat(split.info().classes()).containsExactly("a", "b");
  }

  @Test
  void filesOfNoClass_areMentioned() throws IOException {
    grey("a", 10, 5);
    grey("b", 20, 5);
    Files.writeString(images().resolve("labels.csv"), "x");
    load(Map.of());
    assertThat(told()).contains("not read: " + images().resolve("labels.csv"));
  }

  @Test
  void oneClassFolder_isRefused_andItsOwnFoldersAreNamedAsANextStep() throws IOException {
    grey("photos/a", 10, 5);
    assertThat(problem())
        .contains(
            "one class folder, photos", "at least two", "data.dir=" + images().resolve("photos"));
    Files.move(images().resolve("photos/a/0.png"), images().resolve("photos/0.png"));
    for (int i = 1; i < 5; i++) {
      Files.delete(images().resolve("photos/a/" + i + ".png"));
    }
    Files.delete(images().resolve("photos/a"));
    assertThat(problem()).contains("give each class a folder of its own");
  }

  @Test
  void namesOfClasses_surviveBeyondAscii_orAreRefusedWhereTheLocaleCannotReadThem()
      throws IOException {
    grey("pear", 10, 5);
    grey("\u00e4pfel", 20, 5);
    assertThat(load(Map.of()).info().classes()).containsExactly("pear", "\u00e4pfel");
    grey("\ufffdpfel", 30, 5);
    assertThat(problem()).contains("LC_ALL=C.UTF-8");
  }

  @Test
  void anEmptyClassFolder_isNamed() throws IOException {
    grey("a", 10, 5);
    grey("b", 20, 5);
    Files.createDirectories(images().resolve("c"));
    assertThat(problem())
        .contains("there are none in " + images().resolve("c"), "remove the folder");
  }

  @Test
  void aClassOfBadRecordsAlone_isNamed() throws IOException {
    grey("a", 10, 5);
    grey("b", 20, 5);
    Files.createDirectories(images().resolve("c"));
    Files.writeString(images().resolve("c/x.png"), "no picture");
    assertThat(problem(Map.of("bad-records", "skip")))
        .contains("all in " + images().resolve("c") + " are bad records", "x.png is no picture");
  }

  @Test
  void picturesWithoutClassFolders_andAnEmptyFolder_areRefused() throws IOException {
    Files.createDirectories(images());
    assertThat(problem()).contains("is empty", "CLASS");
    Files.writeString(images().resolve("x.png"), "x");
    assertThat(problem()).contains("has files and no folder of a class", "CLASS");
  }

  @Test
  void transparentPictures_lieOnWhite_saidOnce() throws IOException {
    grey("a", 10, 5);
    Files.createDirectories(images().resolve("b"));
    for (int i = 0; i < 5; i++) {
      byte[] clear = PictureBytes.png(2, 8, 4, new byte[][] {{0, 0, 0, 0}, {0, 0, 0, 0}});
      Files.write(images().resolve("b/" + i + ".png"), clear);
    }
    DataSplit split = load(Map.of());
    assertThat(levels(split.train())).containsExactlyInAnyOrder(10, 255);
    assertThat(told()).containsOnlyOnce("5 pictures are transparent in places, laid on white: ");
    assertThat(split.info().facts().get("pictures")).contains("laid on white");
  }

  @Test
  void aCutPicture_isABadRecordNamedByItsFile() throws IOException {
    grey("a", 10, 5);
    grey("b", 20, 5);
    byte[] jpeg = PictureBytes.of(PictureBytes.colourful(40, 30), "jpeg");
    Path cut = images().resolve("b/cut.jpg");
    Files.write(cut, Arrays.copyOf(jpeg, jpeg.length * 11 / 20));
    assertThat(problem()).contains("1 bad record", cut + " is damaged: it is cut short, after ");
  }

  private Path images() {
    return folder.resolve("images");
  }

  private void grey(String name, int level, int count) throws IOException {
    Path type = Files.createDirectories(images().resolve(name));
    for (int i = 0; i < count; i++) {
      BufferedImage grey = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      for (int p = 0; p < 16; p++) {
        grey.getRaster().setSample(p % 4, p / 4, 0, level);
      }
      Files.write(type.resolve(i + ".png"), PictureBytes.of(grey, "png"));
    }
  }

  private static Set<Integer> levels(Examples examples) {
    Set<Integer> levels = new TreeSet<>();
    for (int i = 0; i < examples.size(); i++) {
      for (byte level : ((ImageExamples) examples).pixels(i)) {
        levels.add(level & 0xff);
      }
    }
    return levels;
  }

  private String problem() {
    return problem(Map.of());
  }

  private String problem(Map<String, Object> changes) {
    DataSpec spec = spec(changes);
    assertThat(dataSets().plan(spec)).isEmpty();
    List<String> problems = MapOptions.problems(spec);
    assertThat(problems).hasSize(1);
    assertThat(problems.get(0)).startsWith("data.dir: ").contains(images().toString());
    return problems.get(0);
  }

  private DataSplit load(Map<String, Object> changes) {
    return dataSets().load(spec(changes));
  }

  private DataSpec spec(Map<String, Object> changes) {
    Map<String, Object> values = new HashMap<>(changes);
    values.put("dir", images());
    values.put("validation", 2);
    return MapOptions.spec("image-folder", values);
  }

  private String told() {
    return told.toString(StandardCharsets.UTF_8);
  }

  private DataSets dataSets() {
    ProgressBar progress =
        new ProgressBar(new PrintStream(told, true, StandardCharsets.UTF_8), false);
    return new DataSets(new DataPlaces(folder, List.of(), true, progress));
  }
}
