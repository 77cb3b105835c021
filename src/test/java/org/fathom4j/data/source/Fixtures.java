package org.fathom4j.data.source;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.fetch.ProgressBar;
import org.fathom4j.data.format.MatWriter;

/** Tiny files in the formats of the published data sets, and places to look for them. */
final class Fixtures {
  /** Real images for tests; absent in most checkouts. */
  static final Path SHARED = Path.of(System.getProperty("fathom.shared", "../../shared/data"));

  private Fixtures() {}

  static DataPlaces places(Path cache) {
    return new DataPlaces(
        cache,
        List.of(cache.resolve("installed")),
        true,
        new ProgressBar(
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8), false));
  }

  /** Pixel (y, x) of picture i is {@code i + 10 y + x}; its label is i modulo 10. */
  static void idx(Path folder, String prefix, int count, int side) throws IOException {
    Files.createDirectories(folder);
    try (DataOutputStream out =
        new DataOutputStream(
            new GZIPOutputStream(
                Files.newOutputStream(folder.resolve(prefix + "-images-idx3-ubyte.gz"))))) {
      out.writeInt(0x00000803);
      out.writeInt(count);
      out.writeInt(side);
      out.writeInt(side);
      for (int i = 0; i < count; i++) {
        for (int p = 0; p < side * side; p++) {
          out.writeByte(i + 10 * (p / side) + p % side);
        }
      }
    }
    try (DataOutputStream out =
        new DataOutputStream(
            Files.newOutputStream(folder.resolve(prefix + "-labels-idx1-ubyte")))) {
      out.writeInt(0x00000801);
      out.writeInt(count);
      for (int i = 0; i < count; i++) {
        out.writeByte(i % 10);
      }
    }
  }

  /** Value of (y, x, c) of picture i is {@code i + 16 y + 4 x + c}; its label is i modulo 10. */
  static void mat(Path file, int count, int side) throws IOException {
    Files.createDirectories(file.getParent());
    try (MatWriter writer = new MatWriter(file, "a fixture")) {
      writer.array(
          "X",
          new int[] {side, side, 3, count},
          out -> {
            for (int i = 0; i < count; i++) {
              for (int c = 0; c < 3; c++) {
                for (int x = 0; x < side; x++) {
                  for (int y = 0; y < side; y++) {
                    out.write(i + 16 * y + 4 * x + c);
                  }
                }
              }
            }
          });
      writer.array(
          "y",
          new int[] {count, 1},
          out -> {
            for (int i = 0; i < count; i++) {
              out.write(i % 10 == 0 ? 10 : i % 10);
            }
          });
    }
  }
}
