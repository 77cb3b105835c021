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

  /** No deflated byte becomes more (RFC 1951: 258 bytes from two bits). */
  private static final int GZIP_EXPANDS = 1032;

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

  /** Reads all bytes behind the header, to the file's end: a gzip file's checksum stands there. */
  public byte[] read() throws IOException {
    int expected = Math.toIntExact(count(dimensions));
    try (DataInputStream in = stream(file)) {
      header(file, in, dimensions.length);
      byte[] bytes = new byte[expected];
      int found = fill(in, bytes);
      if (found < expected) {
        int head = Integer.BYTES * (1 + dimensions.length);
        throw DamagedFileException.tooShort(file, (long) head + expected, (long) head + found);
      }
      if (in.read() >= 0) {
        throw new DamagedFileException(
            file, "its header describes %d bytes, more follow".formatted(expected));
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

  private static long count(int[] dimensions) {
    return Arrays.stream(dimensions).asLongStream().reduce(1, Math::multiplyExact);
  }

  /** Refuses sizes that the file cannot have bytes for, before memory is asked for. */
  private static void check(Path file, int[] dimensions) throws IOException {
    String extent = Arrays.toString(dimensions);
    if (Arrays.stream(dimensions).anyMatch(size -> size < 1)) {
      throw new DamagedFileException(file, "each of its sizes must be 1 or more: " + extent);
    }
    long most = Files.size(file) * (isGzipped(file) ? GZIP_EXPANDS : 1);
    long left = most;
    for (int size : dimensions) {
      left /= size;
    }
    if (left < 1) {
      throw new DamagedFileException(
          file, "its header describes %s bytes, it can hold %d at most".formatted(extent, most));
    }
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
    check(file, dimensions);
    return dimensions;
  }

  private static DataInputStream stream(Path file) throws IOException {
    InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return new DataInputStream(
          isGzipped(file) ? new BufferedInputStream(new GZIPInputStream(raw), 1 << 16) : raw);
    } catch (EOFException | ZipException e) {
      raw.close();
      throw damaged(file, e);
    }
  }

  private static boolean isGzipped(Path file) {
    return file.toString().endsWith(".gz");
  }

  private static DamagedFileException damaged(Path file, IOException cause) {
    DamagedFileException damaged =
        new DamagedFileException(file, "it ends early or is not gzipped: " + cause.getMessage());
    damaged.initCause(cause);
    return damaged;
  }
}
