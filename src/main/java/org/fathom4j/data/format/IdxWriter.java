package org.fathom4j.data.format;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;

/** Writes gzipped IDX files of unsigned bytes. */
public final class IdxWriter {
  private static final int UNSIGNED_BYTE = 8;

  private IdxWriter() {}

  /**
   * Writes one file, which gets its name when it is whole.
   *
   * @param file ends in {@code .gz}
   * @param title of what is written, which the file says of itself ({@link ExportMark})
   * @param dimensions extents, the slowest-running first
   * @param content writes as many bytes as the extents make
   */
  public static void write(Path file, String title, int[] dimensions, MatWriter.Content content)
      throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(
                new GzipCompressorOutputStream(
                    Files.newOutputStream(part), ExportMark.forGzip(title)),
                1 << 16))) {
      out.writeInt((UNSIGNED_BYTE << 8) | dimensions.length);
      for (int extent : dimensions) {
        out.writeInt(extent);
      }
      content.writeTo(out);
    }
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
