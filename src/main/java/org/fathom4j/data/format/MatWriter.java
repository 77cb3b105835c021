package org.fathom4j.data.format;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes arrays of unsigned bytes as a compressed MATLAB level 5 file. The file gets its name when
 * it is closed; before, it lies beside it as {@code NAME.part}.
 */
public final class MatWriter implements Closeable {
  private static final int MI_INT8 = 1;
  private static final int MI_UINT8 = 2;
  private static final int MI_INT32 = 5;
  private static final int MI_UINT32 = 6;
  private static final int UINT8_CLASS = 9;
  private static final int VERSION_AT = 124;
  private static final int VERSION = 0x0100;

  private final Path file;
  private final Path part;
  private final FileChannel channel;

  /**
   * Begins a file; one that is there is replaced at the end.
   *
   * @param title of what is written, which the file says of itself ({@link ExportMark})
   */
  public MatWriter(Path file, String title) throws IOException {
    this.file = file;
    this.part = file.resolveSibling(file.getFileName() + ".part");
    this.channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    ByteBuffer header = buffer(MatFile.HEADER_BYTES);
    String text = ExportMark.forMat(title);
    header
        .put(
            text.concat(" ".repeat(ExportMark.MAT_TEXT_BYTES - text.length()))
                .getBytes(StandardCharsets.US_ASCII))
        .position(VERSION_AT);
    header.putShort((short) VERSION).put((byte) 'I').put((byte) 'M');
    writeFully(header.flip());
  }

  /**
   * Writes one array.
   *
   * @param name of the variable
   * @param dimensions extents, the fastest-running first
   * @param numbers writes as many bytes as the extents make, in column-major order
   */
  public void array(String name, int[] dimensions, Content numbers) throws IOException {
    long start = channel.position();
    writeFully(buffer(MatFile.TAG_BYTES).putInt(MatFile.MI_COMPRESSED).putInt(0).flip());
    try (OutputStream out =
        new BufferedOutputStream(
            new DeflaterOutputStream(new Unclosed(Channels.newOutputStream(channel))), 1 << 16)) {
      matrix(out, name, dimensions, numbers);
    }
    long bytes = channel.position() - start - MatFile.TAG_BYTES;
    channel.write(buffer(Integer.BYTES).putInt((int) bytes).flip(), start + Integer.BYTES);
  }

  /** Ends the file and gives it its name. */
  @Override
  public void close() throws IOException {
    channel.close();
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void matrix(OutputStream out, String name, int[] dimensions, Content numbers)
      throws IOException {
    byte[] text = name.getBytes(StandardCharsets.US_ASCII);
    long count = Arrays.stream(dimensions).asLongStream().reduce(1, (a, b) -> a * b);
    int extents = dimensions.length * Integer.BYTES;
    long size = 16 + 8 + padded(extents) + 8 + padded(text.length) + 8 + padded(count);
    if (size >= 1L << 32) {
      throw new IOException(name + " has " + size + " bytes; a MAT v5 array has less than 4 GiB");
    }
    tag(out, MatFile.MI_MATRIX, size);
    tag(out, MI_UINT32, 8);
    integers(out, UINT8_CLASS, 0);
    tag(out, MI_INT32, extents);
    integers(out, dimensions);
    out.write(new byte[(int) padded(extents) - extents]);
    tag(out, MI_INT8, text.length);
    out.write(Arrays.copyOf(text, (int) padded(text.length)));
    tag(out, MI_UINT8, count);
    numbers.writeTo(out);
    out.write(new byte[(int) (padded(count) - count)]);
  }

  private static void tag(OutputStream out, int type, long bytes) throws IOException {
    integers(out, type, (int) bytes);
  }

  private static void integers(OutputStream out, int... words) throws IOException {
    for (int word : words) {
      for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
        out.write(word >>> shift);
      }
    }
  }

  /** Data are padded to whole 8 bytes. */
  private static long padded(long bytes) {
    return (bytes + 7) / 8 * 8;
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void writeFully(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** What an array is filled with. */
  public interface Content {
    /** Writes all numbers, a byte each. */
    void writeTo(OutputStream out) throws IOException;
  }

  /** Lets a compressed array end without ending the file. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }
}
