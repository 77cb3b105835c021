package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.format.DigitStruct;
import org.fathom4j.data.format.DigitStruct.Digit;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.data.image.Resize;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fixture annotates the photos 1.png to 4.png with 7, 42, 305 and 123456. */
class SvhnNumbersTest {
  @TempDir Path folder;

  @Test
  void annotation_isReadThroughItsReferences() throws IOException {
    List<DigitStruct.Photo> photos = DigitStruct.read(folder(folder.resolve("train"), 4));
    assertThat(photos)
        .extracting(DigitStruct.Photo::name)
        .containsExactly("1.png", "2.png", "3.png", "4.png");
    assertThat(photos.get(0).digits()).containsExactly(new Digit(7, 5, 6, 10, 20));
    // The middle digit of 305 is kept as label 10.
    assertThat(photos.get(2).digits().get(1)).isEqualTo(new Digit(0, 16, 6, 10, 20));
    assertThat(photos.get(3).digits()).hasSize(6);
  }

  @Test
  void labels_areLengthAndDigits_andLongerNumbersAreOneClass() throws IOException {
    Examples test = loadFolders().test();
    assertThat(test.shape()).isEqualTo(new FeatureShape.Image(54, 54, 3));
    assertThat(label(test, 0)).containsExactly(1, 7, 0, 0, 0, 0);
    assertThat(label(test, 2)).containsExactly(3, 3, 0, 5, 0, 0);
    assertThat(label(test, 3)[0]).isEqualTo(6);
  }

  @Test
  void preparation_showsTheEnlargedBox() {
    // Boxes from (5, 6) to (26, 26) enlarged by 30%: 3.15 and 3 pixels at each side.
    Resize.Part part =
        NumberPreparation.around(
            List.of(new Digit(4, 5, 6, 10, 20), new Digit(2, 16, 6, 10, 20)),
            new FeatureShape.Image(40, 100, 3));
    assertThat(part.left()).isCloseTo(5 - 0.15 * 21, within(1e-9));
    assertThat(part.top()).isCloseTo(6 - 0.15 * 20, within(1e-9));
    assertThat(part.width()).isCloseTo(1.3 * 21, within(1e-9));
    assertThat(part.height()).isCloseTo(1.3 * 20, within(1e-9));
  }

  @Test
  void preparation_staysWithinThePhoto() {
    Resize.Part part =
        NumberPreparation.around(
            List.of(new Digit(4, -3, -2, 50, 60)), new FeatureShape.Image(40, 30, 3));
    assertThat(part).isEqualTo(new Resize.Part(0, 0, 30, 40));
  }

  @Test
  void archives_giveTheSameExamplesAsFolders() throws IOException {
    DataSplit folders = loadFolders();
    for (String part : List.of("train", "test")) {
      archive(folder.resolve(part), folder.resolve("archives").resolve(part + ".tar.gz"));
    }
    DataSplit archives = load(folder.resolve("archives"));
    assertThat(archives.info().digest()).isEqualTo(folders.info().digest());
  }

  @Test
  void missingPhoto_isNamed() throws IOException {
    folder(folder.resolve("train"), 4);
    folder(folder.resolve("test"), 3);
    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(folder.resolve("test") + " is damaged: it lacks 4.png")
        .hasMessageContaining("./fathom data fetch svhn-numbers");
  }

  @Test
  void damagedPhoto_isNamed() throws IOException {
    folder(folder.resolve("train"), 4);
    folder(folder.resolve("test"), 4);
    Files.writeString(folder.resolve("test/2.png"), "no picture");
    assertThatThrownBy(() -> load(folder))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(folder.resolve("test/2.png") + " is no picture");
  }

  @Test
  void truncatedAnnotation_isRefusedBeforeAnythingIsRead() throws IOException {
    Path annotation = folder(folder.resolve("train"), 4);
    folder(folder.resolve("test"), 4);
    Files.write(annotation, Arrays.copyOf(Files.readAllBytes(annotation), 700));
    DataSpec spec = spec(folder);
    assertThat(new DataSets(Fixtures.places(folder)).plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec)).singleElement().asString().contains("digitStruct.mat");
  }

  @Test
  void generatedNumbers_areTrainedOnBesideThePhotos_andTheTitleSaysSo() throws IOException {
    folder(folder.resolve("train"), 4);
    folder(folder.resolve("test"), 4);
    DataSpec spec =
        MapOptions.spec("svhn-numbers", Map.of("dir", folder, "validation", 1, "generated", 5));
    DataSplit split = new DataSets(Fixtures.places(folder)).load(spec);
    assertThat(split.info().trainExamples()).isEqualTo(8).isEqualTo(split.train().size());
    assertThat(split.info().title()).endsWith(" and 5 generated numbers");
    assertThat(split.validation().size()).isEqualTo(1);
    assertThat(split.test().size()).isEqualTo(4);
    DataSplit drawn =
        new DataSets(Fixtures.places(folder))
            .load(
                MapOptions.spec(
                    "street-numbers",
                    Map.of("task", "sequence", "train", 5, "validation", 1, "test", 1)));
    assertThat(split.train().content(3)).isEqualTo(drawn.train().content(0));
    assertThat(label(split.train(), 7)).isEqualTo(label(drawn.train(), 4));
  }

  @Test
  void realNumbers_haveTheirCounts() {
    Path numbers = Fixtures.SHARED.resolve("svhn/numbers");
    assumeTrue(Files.isDirectory(numbers), "needs the SVHN numbers in " + numbers);
    DataSplit split = load(numbers);
    assertThat(split.train().size() + split.validation().size()).isEqualTo(8_545);
    assertThat(split.test().size()).isEqualTo(2_000);
  }

  @Test
  void realPhotosInOneFolder_areSplitBySeed() {
    Path raw = Fixtures.SHARED.resolve("svhn/raw");
    assumeTrue(Files.isDirectory(raw), "needs the SVHN photos in " + raw);
    DataSplit split = load(raw);
    assertThat(split.train().size()).isEqualTo(31);
    assertThat(split.validation().size()).isEqualTo(1);
    assertThat(split.test().size()).isEqualTo(8);
  }

  private DataSplit loadFolders() throws IOException {
    folder(folder.resolve("train"), 4);
    folder(folder.resolve("test"), 4);
    return load(folder);
  }

  private DataSplit load(Path dir) {
    return new DataSets(Fixtures.places(folder)).load(spec(dir));
  }

  private static DataSpec spec(Path dir) {
    return MapOptions.spec("svhn-numbers", Map.of("dir", dir, "validation", 1));
  }

  private static int[] label(Examples examples, int index) {
    return ((ImageExamples) examples).labelNumbers(index);
  }

  /** The annotation and the first {@code photos} of its photos; the annotation's path. */
  private static Path folder(Path folder, int photos) throws IOException {
    Files.createDirectories(folder);
    Path annotation = folder.resolve("digitStruct.mat");
    try (InputStream in =
        Objects.requireNonNull(DigitStruct.class.getResourceAsStream("digitStruct.mat"))) {
      Files.write(annotation, in.readAllBytes());
    }
    for (int i = 1; i <= photos; i++) {
      BufferedImage image = new BufferedImage(80, 40, BufferedImage.TYPE_INT_RGB);
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 80; x++) {
          image.setRGB(x, y, (i << 20) | ((3 * x) << 8) | (6 * y));
        }
      }
      ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
    }
    return annotation;
  }

  private static void archive(Path folder, Path archive) throws IOException {
    Files.createDirectories(archive.getParent());
    List<Path> files = new ArrayList<>();
    try (var listed = Files.list(folder)) {
      listed.sorted().forEach(files::add);
    }
    try (OutputStream out = Files.newOutputStream(archive);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (Path file : files) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Files.copy(file, bytes);
        TarArchiveEntry entry =
            new TarArchiveEntry(folder.getFileName() + "/" + file.getFileName());
        entry.setSize(bytes.size());
        tar.putArchiveEntry(entry);
        bytes.writeTo(tar);
        tar.closeArchiveEntry();
      }
    }
  }
}
