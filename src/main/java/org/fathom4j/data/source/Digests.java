package org.fathom4j.data.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** SHA-256 in hexadecimal. */
final class Digests {
  private static final int BUFFER = 1 << 16;

  private Digests() {}

  /** Over the bytes of all files, one after the other. */
  static String sha256(List<Path> files) throws IOException {
    MessageDigest digest = sha256();
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        update(digest, in);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Over what a file holds, unpacked where its name ends in {@code .gz}. */
  static String sha256OfContent(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw, BUFFER) : raw) {
      update(digest, in);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      digest.update(buffer, 0, read);
    }
  }

  /** Over all bytes, one array after the other. */
  static String sha256OfBytes(List<byte[]> parts) {
    MessageDigest digest = sha256();
    parts.forEach(digest::update);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
