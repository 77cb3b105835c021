package org.fathom4j.data.picture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What a picture file says around its picture, checked from its first byte to its last. */
sealed interface Container permits PngFile, JpegFile, GifFile, WebpFile, BmpFile {
  String KNOWN = "no picture in a known format (PNG, JPEG, GIF, BMP, WebP)";
  byte[] NONE = {};

  /** Tells the format by what the file begins with, never by its name. */
  static Container of(byte[] bytes) throws IOException {
    String start = new String(bytes, 0, Math.min(16, bytes.length), StandardCharsets.ISO_8859_1);
    if (start.startsWith("\u0089PNG\r\n\u001a\n")) {
      return PngFile.scan(bytes);
    }
    if (start.startsWith("\u00ff\u00d8\u00ff")) {
      return JpegFile.scan(bytes);
    }
    if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) {
      return GifFile.scan(bytes);
    }
    if (start.startsWith("RIFF") && start.startsWith("WEBP", 8)) {
      return WebpFile.scan(bytes);
    }
    if (start.startsWith("BM")) {
      return new BmpFile();
    }
    throw new IOException("is " + stranger(start) + KNOWN);
  }

  /** The decoded picture, not yet turned. */
  Samples decode(byte[] bytes) throws IOException;

  /** The EXIF block, as a TIFF header and what follows; empty where there is none. */
  default byte[] exif() {
    return NONE;
  }

  /** How many pictures it holds. */
  default int frames() {
    return 1;
  }

  /** Names what is no picture here, but well known. */
  private static String stranger(String start) {
    if (start.isEmpty()) {
      return "empty, ";
    }
    if (start.startsWith("II*\0") || start.startsWith("MM\0*")) {
      return "a TIFF file, ";
    }
    if (start.startsWith("ftyp", 4)) {
      return "a HEIC, AVIF or video file, ";
    }
    String lower = start.toLowerCase(Locale.ROOT).strip();
    return lower.startsWith("<!doctype") || lower.startsWith("<html") ? "a web page, " : "";
  }
}

/** A Windows bitmap: the JDK reads each row, and says where one is missing. */
record BmpFile() implements Container {
  @Override
  public Samples decode(byte[] bytes) throws IOException {
    return Samples.of(Decoder.image("bmp", bytes));
  }
}
