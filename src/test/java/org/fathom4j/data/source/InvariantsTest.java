package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.format.MatWriter;
import org.fathom4j.problem.InvalidSpecException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a file says of itself is checked against what it holds, and training files against test
 * files.
 */
class InvariantsTest {
  @TempDir Path folder;

  @Test
  void idxLabelsAbove9_areRefusedByPlaceAndValue() throws IOException {
    idx(4, 4);
    Path labels = folder.resolve("train-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    bytes[8 + 6] = (byte) 200;
    Files.write(labels, bytes);
    assertThatThrownBy(() -> load("mnist"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(labels + " is damaged: label 7 of 20 is 200; labels are 0 to 9");
  }

  @Test
  void idxPicturesOfTwoSizes_areRefused() throws IOException {
    idx(4, 5);
    assertThat(problem("mnist"))
        .contains("t10k-images-idx3-ubyte.gz is damaged: its pictures are 5x5");
  }

  @Test
  void idxSizesThatTheFileCannotHold_areRefusedBeforeMemoryIsAskedFor() throws IOException {
    idx(4, 4);
    Path images = folder.resolve("train-images.idx3-ubyte");
    Path gzipped = folder.resolve("train-images-idx3-ubyte.gz");
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(gzipped))) {
      Files.write(images, in.readAllBytes());
    }
    Files.delete(gzipped);
    assertThat(load("mnist")).isEqualTo(10); // the dot is found
    overwrite(images, 8, 40_000, 40_000);
    assertThat(problem("mnist")).contains("[20, 40000, 40000]", "can hold");
    overwrite(images, 8, -4, -4);
    assertThat(problem("mnist")).contains("must be 1 or more");
    overwrite(images, 8, 2, 2);
    assertThat(problem("mnist")).contains("its pictures are 4x4");
  }

  @Test
  void idxBytesBeyondTheHeaders_areRefused() throws IOException {
    idx(4, 4);
    Path labels = folder.resolve("t10k-labels-idx1-ubyte");
    byte[] bytes = Files.readAllBytes(labels);
    Files.write(labels, Arrays.copyOf(bytes, bytes.length + 1));
    assertThatThrownBy(() -> load("mnist")).hasMessageContaining("more follow");
  }

  @Test
  void gzipChecksum_isLookedAt() throws IOException {
    idx(4, 4);
    Path images = folder.resolve("train-images-idx3-ubyte.gz");
    byte[] bytes = Files.readAllBytes(images);
    bytes[bytes.length - 8] ^= 1;
    Files.write(images, bytes);
    assertThatThrownBy(() -> load("mnist"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining(images + " is damaged");
  }

  @Test
  void matPicturesOfTwoSizes_areRefused() throws IOException {
    Fixtures.mat(folder.resolve("train_32x32.mat"), 20, 4);
    Fixtures.mat(folder.resolve("test_32x32.mat"), 20, 5);
    assertThat(problem("svhn-digits"))
        .contains("test_32x32.mat is damaged: its pictures are 5x5x3");
  }

  @Test
  void matLabels_areWholeNumbersFrom1To10_oneForEachPicture() throws IOException {
    Fixtures.mat(folder.resolve("train_32x32.mat"), 20, 4);
    Path test = folder.resolve("test_32x32.mat");
    mat(test, new byte[] {1, 2, 11});
    assertThatThrownBy(() -> load("svhn-digits"))
        .hasMessageContaining("label 3 of y is 11; labels are 1 to 10");
    mat(test, new byte[] {1, 2});
    assertThatThrownBy(() -> load("svhn-digits"))
        .hasMessageContaining("y has 2 labels for 3 pictures");
  }

  @Test
  void aMatlab73File_isNamed_andNotCalledDamaged() throws IOException {
    Fixtures.mat(folder.resolve("test_32x32.mat"), 20, 4);
    ByteBuffer file = ByteBuffer.allocate(600).order(ByteOrder.LITTLE_ENDIAN);
    file.put("MATLAB 7.3 MAT-file, Platform: GLNXA64".getBytes(StandardCharsets.US_ASCII));
    file.position(124);
    file.putShort((short) 0x200).put((byte) 'I').put((byte) 'M');
    Files.write(folder.resolve("train_32x32.mat"), file.array());
    assertThat(problem("svhn-digits"))
        .contains("train_32x32.mat is a MATLAB v7.3 file (HDF5)", "-v7")
        .doesNotContain("damaged")
        .doesNotContain("fetch it anew");
  }

  @Test
  void aTextVariable_isPassedOver() throws IOException {
    Fixtures.mat(folder.resolve("test_32x32.mat"), 20, 4);
    Path train = folder.resolve("train_32x32.mat");
    Fixtures.mat(train, 20, 4);
    byte[] whole = Files.readAllBytes(train);
    byte[] text = textVariable();
    byte[] both = Arrays.copyOf(whole, whole.length + text.length);
    System.arraycopy(text, 0, both, 128, text.length);
    System.arraycopy(whole, 128, both, 128 + text.length, whole.length - 128);
    Files.write(train, both);
    assertThat(load("svhn-digits")).isEqualTo(20);
  }

  /** note = 'ab', of class char, uncompressed. */
  private static byte[] textVariable() {
    ByteBuffer out = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(14).putInt(56);
    out.putInt(6).putInt(8).putInt(4).putInt(0);
    out.putInt(5).putInt(8).putInt(1).putInt(2);
    out.putShort((short) 1).putShort((short) 4).put("note".getBytes(StandardCharsets.US_ASCII));
    out.putShort((short) 4).putShort((short) 4).putShort((short) 'a').putShort((short) 'b');
    return out.array();
  }

  private void idx(int side, int testSide) throws IOException {
    Fixtures.idx(folder, "train", 20, side);
    Fixtures.idx(folder, "t10k", 10, testSide);
  }

  private static void mat(Path file, byte[] labels) throws IOException {
    try (MatWriter writer = new MatWriter(file, "a fixture")) {
      writer.array("X", new int[] {4, 4, 3, 3}, out -> out.write(new byte[4 * 4 * 3 * 3]));
      writer.array("y", new int[] {labels.length, 1}, out -> out.write(labels));
    }
  }

  private static void overwrite(Path file, long place, int... values) throws IOException {
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.seek(place);
      for (int value : values) {
        out.writeInt(value);
      }
    }
  }

  private int load(String name) {
    return new DataSets(Fixtures.places(folder)).load(spec(name)).test().size();
  }

  private String problem(String name) {
    DataSpec spec = spec(name);
    assertThat(new DataSets(Fixtures.places(folder)).plan(spec)).isEmpty();
    assertThat(MapOptions.problems(spec)).hasSize(1);
    return MapOptions.problems(spec).get(0);
  }

  private DataSpec spec(String name) {
    return MapOptions.spec(name, Map.of("dir", folder, "validation", 5));
  }
}
