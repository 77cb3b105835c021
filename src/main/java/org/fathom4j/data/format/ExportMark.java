package org.fathom4j.data.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * What an exported file says of itself, so that its pictures keep their name: in the 116 bytes of
 * text that open a .mat file, and in the comment of a .gz file.
 */
public final class ExportMark {
  static final int MAT_TEXT_BYTES = 116;
  private static final String MAT = "MATLAB 5.0 MAT-file, ";
  private static final String BY = "by Fathom4j: ";

  private ExportMark() {}

  /** The title of what was exported to that file; empty where it is no export. */
  public static Optional<String> read(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    if (name.endsWith(".mat")) {
      return title(matText(file), MAT + BY);
    }
    return name.endsWith(".gz") ? title(gzipComment(file), BY) : Optional.empty();
  }

  static String forMat(String title) {
    String text = MAT + BY + ascii(title);
    return text.substring(0, Math.min(MAT_TEXT_BYTES, text.length()));
  }

  static GzipParameters forGzip(String title) {
    GzipParameters parameters = new GzipParameters();
    parameters.setComment(BY + ascii(title));
    return parameters;
  }

  private static String ascii(String title) {
    return title.replaceAll("[^\\x20-\\x7e]", "?");
  }

  private static Optional<String> title(String text, String before) {
    return text.startsWith(before)
        ? Optional.of(text.substring(before.length()).strip())
        : Optional.empty();
  }

  private static String matText(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAT_TEXT_BYTES), StandardCharsets.US_ASCII);
    }
  }

  private static String gzipComment(Path file) throws IOException {
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
        GzipCompressorInputStream in = new GzipCompressorInputStream(raw)) {
      String comment = in.getMetaData().getComment();
      return comment == null ? "" : comment;
    } catch (IOException | RuntimeException e) { // the library's boundary
      throw new DamagedFileException(file, "its gzip header cannot be read: " + e.getMessage());
    }
  }
}
