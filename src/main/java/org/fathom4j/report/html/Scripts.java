package org.fathom4j.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The scripts that a page carries: always the same text, so that a server can allow them by hash.
 */
public final class Scripts {
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js";

  private Scripts() {}

  /** Of a page whose trials can be explored, or of one with tables and marks alone. */
  static List<String> of(boolean explorable) {
    return explorable
        ? List.of(resource(D3), resource("page.js"), resource("explore.js"))
        : List.of(resource("page.js"));
  }

  /** Every script that a page may carry. */
  public static List<String> all() {
    return of(true);
  }

  /** The sums by which a Content-Security-Policy allows them: {@code 'sha256-...'}. */
  public static List<String> sums() {
    return all().stream()
        .map(script -> "'sha256-" + Base64.getEncoder().encodeToString(sha256(script)) + "'")
        .toList();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  /** A text file of this package, or of a library by its absolute name. */
  static String resource(String name) {
    try (InputStream in = Scripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("A part of the report's page cannot be read", e);
    }
  }
}
