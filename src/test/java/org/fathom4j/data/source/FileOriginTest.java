package org.fathom4j.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.fetch.Checksum;
import org.fathom4j.data.fetch.RemoteFile;
import org.fathom4j.data.format.MatWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes decide what data are called. */
class FileOriginTest {
  /** SHA-256 of "abc", from FIPS 180-2, appendix B.1. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private static final RemoteFile OFFICIAL =
      RemoteFile.in(List.of("http://localhost/"), "x.gz", 3, Optional.of(Checksum.sha256(ABC)));

  @TempDir Path folder;

  @Test
  void thePublishedBytes_arePublished() throws IOException {
    assertThat(origin(write("x", "abc"), Map.of())).isEqualTo(new FileOrigin.Published());
    assertThat(origin(write("x", "abd"), Map.of())).isEqualTo(new FileOrigin.Unknown());
    assertThat(origin(write("x", "abcd"), Map.of())).isEqualTo(new FileOrigin.Unknown());
  }

  @Test
  void thePublishedContent_isPublished_howeverItIsPacked() throws IOException {
    Path packed = folder.resolve("y.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write("abc".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(origin(packed, Map.of())).isEqualTo(new FileOrigin.Unknown());
    assertThat(origin(packed, Map.of("x.gz", ABC))).isEqualTo(new FileOrigin.Published());
  }

  @Test
  void generatedPictures_areNeverCalledSvhn_evenAsManyAsThere() throws IOException {
    mat("train_32x32.mat", 73_257, "street-numbers (generated, digits)");
    mat("test_32x32.mat", 26_032, "street-numbers (generated, digits)");
    assertThat(title()).isEqualTo("street-numbers (generated, digits), exported (73,257 / 26,032)");
    // Written anew by another program, they have lost their name, and gain no other.
    for (String name : List.of("train_32x32.mat", "test_32x32.mat")) {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      System.arraycopy(
          "MATLAB 5.0 MAT-file, saved".getBytes(StandardCharsets.US_ASCII), 0, bytes, 0, 26);
      Files.write(folder.resolve(name), bytes);
    }
    assertThat(title())
        .isEqualTo("files in the format of SVHN digits, not the official ones (73,257 / 26,032)");
  }

  @Test
  void whoTookPhotos_isNotCitedForGeneratedPictures() {
    Official official =
        new Official(
            "SVHN digits", "Netzer", List.of(), new FeatureShape.Image(1, 1, 3), 1, 1, List.of());
    assertThat(new FileOrigin.Exported("street-numbers (generated)").citation(official)).isEmpty();
    assertThat(new FileOrigin.Exported("SVHN digits").citation(official)).isEqualTo("Netzer");
    assertThat(new FileOrigin.Unknown().citation(official)).isEqualTo("Netzer");
  }

  private FileOrigin origin(Path file, Map<String, String> contents) throws IOException {
    return FileOrigin.of(List.of(file), List.of(OFFICIAL), contents);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private void mat(String name, int count, String title) throws IOException {
    try (MatWriter writer = new MatWriter(folder.resolve(name), title)) {
      writer.array("X", new int[] {1, 1, 3, count}, out -> out.write(new byte[3 * count]));
      writer.array("y", new int[] {count, 1}, out -> out.write(new byte[count]));
    }
  }

  private String title() {
    return new DataSets(Fixtures.places(folder))
        .describe(MapOptions.spec("svhn-digits", Map.of("dir", folder)))
        .map(DataDescription::title)
        .orElseThrow();
  }
}
