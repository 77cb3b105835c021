package org.fathom4j.data.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the bytes of a file must hash to.
 *
 * @param algorithm as Java names it: MD5 or SHA-256
 * @param hex the hash in lower-case hexadecimal
 */
public record Checksum(String algorithm, String hex) {
  /** An MD5 checksum. */
  public static Checksum md5(String hex) {
    return new Checksum("MD5", hex);
  }

  /** A SHA-256 checksum. */
  public static Checksum sha256(String hex) {
    return new Checksum("SHA-256", hex);
  }

  /** The hash of that file, by this algorithm. */
  public Checksum of(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return algorithm + " " + hex;
  }
}
