package org.fathom4j.data.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/** One numeric array of a {@link MatFile}, open at its first number. */
public final class MatArray implements Closeable {
  private static final int COMPLEX_FLAG = 0x0800;
  private static final int FIRST_NUMERIC_CLASS = 6;
  private static final int LAST_NUMERIC_CLASS = 15;

  private final Path file;
  private final InputStream in;
  private final ByteOrder order;
  private final String name;
  private final int[] dimensions;
  private final Tag numbers;

  private MatArray(
      Path file, InputStream in, ByteOrder order, String name, int[] dimensions, Tag numbers) {
    this.file = file;
    this.in = in;
    this.order = order;
    this.name = name;
    this.dimensions = dimensions;
    this.numbers = numbers;
  }

  /** Reads an array's head: flags, dimensions, name, and the tag of its numbers. */
  static MatArray open(Path file, InputStream in, ByteOrder order) throws IOException {
    try {
      ByteBuffer flags = data(in, order);
      int word = flags.getInt();
      int arrayClass = word & 0xff;
      ByteBuffer extents = data(in, order);
      int[] dimensions = new int[extents.remaining() / Integer.BYTES];
      extents.asIntBuffer().get(dimensions);
      String name = StandardCharsets.US_ASCII.decode(data(in, order)).toString();
      boolean numeric = arrayClass >= FIRST_NUMERIC_CLASS && arrayClass <= LAST_NUMERIC_CLASS;
      if (!numeric || (word & COMPLEX_FLAG) != 0) {
        in.close();
        throw new DamagedFileException(file, "array " + name + " does not hold real numbers");
      }
      return new MatArray(file, in, order, name, dimensions, Tag.read(in, order));
    } catch (EOFException | ZipException e) {
      in.close();
      throw damaged(file, e);
    }
  }

  /** The variable's name. */
  public String name() {
    return name;
  }

  /** Extents, the fastest-running first. */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /** How many numbers the array has. */
  public long count() {
    return Arrays.stream(dimensions).asLongStream().reduce(1, (a, b) -> a * b);
  }

  /** Whether the numbers are stored as single unsigned bytes, as {@link #read} needs. */
  public boolean isBytes() {
    return numbers.type == MatNumber.UINT8.code;
  }

  /** Reads the next bytes of an array that {@link #isBytes}. */
  public void read(byte[] into, int offset, int length) throws IOException {
    try {
      int found = in.readNBytes(into, offset, length);
      if (found < length) {
        throw new DamagedFileException(
            file, "array %s ends %d bytes early".formatted(name, length - found));
      }
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  /** Reads all numbers as whole numbers; for short arrays, such as labels. */
  public int[] toInts() throws IOException {
    MatNumber type = MatNumber.of(numbers.type);
    int count = Math.toIntExact(count());
    byte[] bytes = new byte[Math.multiplyExact(count, type.bytes)];
    read(bytes, 0, bytes.length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      ints[i] = type.next(buffer);
    }
    return ints;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private static DamagedFileException damaged(Path file, IOException cause) {
    DamagedFileException damaged =
        new DamagedFileException(file, "its compressed data cannot be read: " + cause.getMessage());
    damaged.initCause(cause);
    return damaged;
  }

  private static ByteBuffer data(InputStream in, ByteOrder order) throws IOException {
    Tag tag = Tag.read(in, order);
    ByteBuffer data = exactly(in, Math.toIntExact(tag.bytes)).order(order);
    in.skipNBytes(tag.padding());
    return data;
  }

  private static ByteBuffer exactly(InputStream in, int bytes) throws IOException {
    byte[] found = in.readNBytes(bytes);
    if (found.length < bytes) {
      throw new EOFException("the data end early");
    }
    return ByteBuffer.wrap(found);
  }

  /** Type and length of what follows; up to 4 bytes share the tag's own 8. */
  private record Tag(int type, long bytes, boolean small) {
    static Tag read(InputStream in, ByteOrder order) throws IOException {
      int word = exactly(in, Integer.BYTES).order(order).getInt();
      if (word >>> 16 != 0) {
        return new Tag(word & 0xffff, word >>> 16, true);
      }
      int bytes = exactly(in, Integer.BYTES).order(order).getInt();
      return new Tag(word, Integer.toUnsignedLong(bytes), false);
    }

    long padding() {
      long unit = small ? 4 : 8;
      return (unit - bytes % unit) % unit;
    }
  }

  /** Number formats of the file, which may be shorter than the array's class asks for. */
  private enum MatNumber {
    INT8(1, 1),
    UINT8(2, 1),
    INT16(3, 2),
    UINT16(4, 2),
    INT32(5, 4),
    UINT32(6, 4),
    SINGLE(7, 4),
    DOUBLE(9, 8);

    private final int code;
    private final int bytes;

    MatNumber(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    static MatNumber of(int code) throws IOException {
      return Arrays.stream(values())
          .filter(type -> type.code == code)
          .findFirst()
          .orElseThrow(() -> new IOException("numbers of MAT type " + code + " are not supported"));
    }

    int next(ByteBuffer from) {
      return switch (this) {
        case INT8 -> from.get();
        case UINT8 -> from.get() & 0xff;
        case INT16 -> from.getShort();
        case UINT16 -> from.getShort() & 0xffff;
        case INT32, UINT32 -> from.getInt();
        case SINGLE -> Math.round(from.getFloat());
        case DOUBLE -> (int) Math.round(from.getDouble());
      };
    }
  }
}
