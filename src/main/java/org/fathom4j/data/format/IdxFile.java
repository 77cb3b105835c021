package org.fathom4j.data.format;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes (the format of MNIST), plain or gzipped.
 *
 * @param file where it lies
 * @param dimensions extents, the slowest-running first
 */
@SuppressWarnings("ArrayRecordComponent") // A short header, compared by nobody.
public record IdxFile(Path file, int[] dimensions) {
  private static final int UNSIGNED_BYTE = 8;

  /**
   * Reads the header.
   *
   * @param rank how many dimensions there must be
   */
  public static IdxFile open(Path file, int rank) throws IOException {
    try (DataInputStream in = stream(file)) {
      return new IdxFile(file, header(file, in, rank));
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  /** Reads all bytes behind the header. */
  public byte[] read() throws IOException {
    int expected = Math.toIntExact(count());
    try (DataInputStream in = stream(file)) {
      header(file, in, dimensions.length);
      byte[] bytes = new byte[expected];
      int found = fill(in, bytes);
      if (found < expected) {
        int head = Integer.BYTES * (1 + dimensions.length);
        throw DamagedFileException.tooShort(file, (long) head + expected, (long) head + found);
      }
      return bytes;
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  /** Reads as far as the file goes. */
  private static int fill(InputStream in, byte[] bytes) throws IOException {
    int found = 0;
    try {
      int read = 0;
      while (found < bytes.length && read >= 0) {
        read = in.read(bytes, found, bytes.length - found);
        found += Math.max(0, read);
      }
    } catch (EOFException e) {
      return found; // A gzip file cut short: the caller says how far it went.
    }
    return found;
  }

  private long count() {
    return Arrays.stream(dimensions).asLongStream().reduce(1, (a, b) -> a * b);
  }

  private static int[] header(Path file, DataInputStream in, int rank) throws IOException {
    int magic = in.readInt();
    if (magic != (UNSIGNED_BYTE << 8 | rank)) {
      throw new DamagedFileException(
          file,
          String.format(
              Locale.ROOT,
              "an IDX file of bytes in %d dimensions begins with %08x, this one with %08x",
              rank,
              UNSIGNED_BYTE << 8 | rank,
              magic));
    }
    int[] dimensions = new int[rank];
    for (int i = 0; i < rank; i++) {
      dimensions[i] = in.readInt();
    }
    return dimensions;
  }

  private static DataInputStream stream(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    boolean gzipped = file.toString().endsWith(".gz");
    try {
      return new DataInputStream(
          gzipped ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16) : raw);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw damaged(file, e);
    }
  }

  private static DamagedFileException damaged(Path file, IOException cause) {
    DamagedFileException damaged =
        new DamagedFileException(file, "it ends early or is not gzipped: " + cause.getMessage());
    damaged.initCause(cause);
    return damaged;
  }
}
