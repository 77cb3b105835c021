package org.fathom4j.tracking.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file that tells whether it is whole: its content, then a mark, the content's length (8 bytes,
 * big-endian) and its SHA-256.
 */
final class SealedFile {
  private static final byte[] MARK = "fathom01".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGEST = 32;
  private static final int SEAL = MARK.length + Long.BYTES + DIGEST;

  private SealedFile() {}

  /** Replaces the file, at once and for good. */
  static void write(Path file, Durable.Content content) throws IOException {
    Durable.replace(file, out -> seal(content, out));
  }

  private static void seal(Durable.Content content, OutputStream out) throws IOException {
    Counted counted = new Counted(out, sha256());
    content.writeTo(counted);
    ByteBuffer seal = ByteBuffer.allocate(SEAL);
    seal.put(MARK).putLong(counted.length).put(counted.getMessageDigest().digest());
    out.write(seal.array());
  }

  /**
   * The content; empty where there is no file.
   *
   * @throws DamagedException if it is not as it was written
   */
  static Optional<byte[]> read(Path file) throws IOException {
    byte[] all;
    try {
      all = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    int length = all.length - SEAL;
    if (length < 0) {
      throw new DamagedException(file + " is torn: it has only " + all.length + " bytes");
    }
    byte[] content = Arrays.copyOf(all, length);
    ByteBuffer seal = ByteBuffer.allocate(SEAL);
    seal.put(MARK).putLong(length).put(sha256().digest(content));
    if (!Arrays.equals(seal.array(), Arrays.copyOfRange(all, length, all.length))) {
      throw new DamagedException(file + " is damaged: its content is not what its end says");
    }
    return Optional.of(content);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The content of a file is not what was written. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
      super(message);
    }
  }

  private static final class Counted extends DigestOutputStream {
    private long length;

    Counted(OutputStream out, MessageDigest digest) {
      super(out, digest);
    }

    @Override
    public void write(int b) throws IOException {
      super.write(b);
      length++;
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      super.write(bytes, from, count);
      length += count;
    }
  }
}
