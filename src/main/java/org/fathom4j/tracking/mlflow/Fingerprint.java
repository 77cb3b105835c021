package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * Tells by one short text whether what a server was sent is what would be sent now: it is kept with
 * a run as a tag, in the last request of all.
 */
final class Fingerprint {
  /** The tag of a run that has everything. */
  static final String TAG = "fathom.sent";

  private static final int LENGTH = 32;

  private final MessageDigest digest;

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  Fingerprint add(Object value) {
    digest.update(value.toString().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /** In the map's order. */
  Fingerprint addAll(Map<String, ?> values) {
    values.forEach((name, value) -> add(name).add(value));
    return add("");
  }

  Fingerprint addFile(Path file) throws IOException {
    digest.update(Files.readAllBytes(file));
    return add("");
  }

  /** The text. */
  String text() {
    return HexFormat.of().formatHex(digest.digest()).substring(0, LENGTH);
  }
}
