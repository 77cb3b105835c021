package org.fathom4j.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests what an example holds: the first 64 bits of SHA-256 over its parts in order. */
public final class Content {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  /** A digest of nothing yet. */
  public Content() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }

  /** Adds a whole number. */
  public Content add(long value) {
    digest.update(number.putLong(0, value).array());
    return this;
  }

  /** Adds a real number; 0 and -0 are one. */
  public Content add(double value) {
    return add(Double.doubleToLongBits(value + 0.0));
  }

  /** Adds bytes. */
  public Content add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    return this;
  }

  /** The digest of everything that was added. */
  public long digest() {
    return ByteBuffer.wrap(digest.digest()).getLong();
  }
}
