package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.Examples;
import org.fathom4j.data.format.DamagedFileException;
import org.fathom4j.data.format.DigitStruct;
import org.fathom4j.data.format.FileDamage;
import org.fathom4j.data.image.ImageExamples;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to a file of a data set, loading it ends in sound examples or in an answer. */
class DamagedDataTest {
  private static final int TRAIN = 30;
  private static final int TEST = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "mnist, train-images-idx3-ubyte.gz, true",
    "mnist, t10k-labels-idx1-ubyte, false",
    "mnist, train-images.idx3-ubyte, false",
    "svhn-digits, train_32x32.mat, true",
    "svhn-digits, test_32x32.mat, false"
  })
  void randomDamage_endsInSoundExamplesOrInAnAnswer(String name, String file, boolean checksum)
      throws IOException {
    Path damaged = files(name, file, checksum);
    byte[] whole = Files.readAllBytes(damaged);
    Set<String> pictures = pictures(load(name).orElseThrow());
    int answers = 0;
    for (int i = 0; i < FileDamage.cases(); i++) {
      Files.write(damaged, FileDamage.of(whole, i));
      Optional<DataSplit> split = load(name);
      answers += split.isEmpty() ? 1 : 0;
      if (split.isPresent()) {
        assertSound(split.get(), file + " of seed " + i);
        assertThat(!checksum || pictures(split.get()).equals(pictures))
            .as("pictures of %s of seed %d", file, i)
            .isTrue();
      }
    }
    assertThat(answers).as("refused of " + FileDamage.cases()).isPositive();
  }

  @Test
  void randomDamageOfAnAnnotation_endsInSoundPhotosOrInAnAnswer() throws IOException {
    byte[] whole = annotation();
    Path file = folder.resolve("digitStruct.mat");
    for (int i = 0; i < FileDamage.cases(); i++) {
      Files.write(file, FileDamage.of(whole, i));
      try {
        for (DigitStruct.Photo photo : DigitStruct.read(file)) {
          assertThat(photo.digits()).allMatch(digit -> digit.value() >= 0 && digit.value() < 10);
        }
      } catch (DamagedFileException answer) {
        assertThat(answer).hasMessageStartingWith(file + " is damaged: ");
      }
    }
  }

  private static byte[] annotation() throws IOException {
    try (var in =
        Objects.requireNonNull(DigitStruct.class.getResourceAsStream("digitStruct.mat"))) {
      return in.readAllBytes();
    }
  }

  private Path files(String name, String file, boolean checksum) throws IOException {
    Path data = folder.resolve(name);
    if (name.equals("mnist")) {
      Fixtures.idx(data, "train", TRAIN, 4);
      Fixtures.idx(data, "t10k", TEST, 4);
      if (file.contains(".idx3")) {
        Path gzipped = data.resolve("train-images-idx3-ubyte.gz");
        try (var in = new GZIPInputStream(Files.newInputStream(gzipped))) {
          Files.write(data.resolve(file), in.readAllBytes());
        }
        Files.delete(gzipped);
      }
    } else {
      Fixtures.mat(data.resolve("train_32x32.mat"), TRAIN, 4);
      Fixtures.mat(data.resolve("test_32x32.mat"), TEST, 4);
      if (!checksum) {
        Files.write(data.resolve(file), inflated(Files.readAllBytes(data.resolve(file))));
      }
    }
    return data.resolve(file);
  }

  /** Each element of a .mat file inflated, as scipy saves it: without checksums. */
  private static byte[] inflated(byte[] mat) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(mat, 0, 128);
    ByteBuffer in = ByteBuffer.wrap(mat).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 128; at < mat.length; ) {
      int length = in.getInt(at + 4);
      try (var packed = new InflaterInputStream(new ByteArrayInputStream(mat, at + 8, length))) {
        packed.transferTo(out);
      }
      at += 8 + length;
    }
    return out.toByteArray();
  }

  private Optional<DataSplit> load(String name) {
    try {
      return Optional.of(new DataSets(Fixtures.places(folder)).load(spec(name)));
    } catch (InvalidSpecException answer) {
      return Optional.empty();
    }
  }

  private DataSpec spec(String name) {
    return MapOptions.spec(name, Map.of("dir", folder.resolve(name), "validation", 10));
  }

  private static void assertSound(DataSplit split, String what) {
    assertThat(split.train().size() + split.validation().size()).as(what).isEqualTo(TRAIN);
    assertThat(split.test().size()).as(what).isEqualTo(TEST);
    float[] features = new float[split.train().shape().size()];
    for (Examples part : List.of(split.train(), split.validation(), split.test())) {
      assertThat(part.shape()).as(what).isEqualTo(split.train().shape());
      for (int i = 0; i < part.size(); i++) {
        part.features(i, features, 0);
        float[] label = new float[10];
        part.label(i, label, 0);
        float sum = 0;
        for (float one : label) {
          sum += one;
        }
        assertThat(sum).as("one class for each example of " + what).isEqualTo(1);
      }
    }
  }

  private static Set<String> pictures(DataSplit split) {
    Set<String> found = new HashSet<>();
    for (Examples part : List.of(split.train(), split.validation(), split.test())) {
      for (int i = 0; i < part.size(); i++) {
        found.add(Arrays.toString(((ImageExamples) part).pixels(i)));
      }
    }
    return found;
  }
}
