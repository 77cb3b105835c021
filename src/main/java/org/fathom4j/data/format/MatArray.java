package org.fathom4j.data.format;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
  private static final int LONGEST_HEAD = 4096;

  private final Path file;
  private final InputStream in;
  private final ByteOrder order;
  private final String name;
  private final int[] dimensions;
  private final Tag numbers;
  private final Limits limits;
  private long left;

  private MatArray(
      Path file,
      InputStream in,
      ByteOrder order,
      String name,
      int[] dimensions,
      Tag numbers,
      Limits limits) {
    this.file = file;
    this.in = in;
    this.order = order;
    this.name = name;
    this.dimensions = dimensions;
    this.numbers = numbers;
    this.limits = limits;
    this.left = numbers.bytes;
  }

  /**
   * What is known before an array's numbers are read.
   *
   * @param real whether they are real numbers
   * @param packed whether they are compressed, with a checksum at the end
   * @param room bytes that the array can have at most
   */
  private record Limits(boolean real, boolean packed, long room) {}

  /** Reads an array's head: flags, dimensions, name, and the tag of its numbers. */
  static MatArray open(Path file, InputStream in, ByteOrder order, boolean packed, long room)
      throws IOException {
    try {
      ByteBuffer flags = data(in, order);
      int word = flags.remaining() < Integer.BYTES ? 0 : flags.getInt();
      int arrayClass = word & 0xff;
      ByteBuffer extents = data(in, order);
      int[] dimensions = new int[extents.remaining() / Integer.BYTES];
      extents.asIntBuffer().get(dimensions);
      String name = StandardCharsets.US_ASCII.decode(data(in, order)).toString();
      boolean numeric = arrayClass >= FIRST_NUMERIC_CLASS && arrayClass <= LAST_NUMERIC_CLASS;
      boolean real = numeric && (word & COMPLEX_FLAG) == 0;
      Tag numbers = real ? Tag.read(in, order) : Tag.NONE;
      return new MatArray(
          file, in, order, name, dimensions, numbers, new Limits(real, packed, room));
    } catch (EOFException | ZipException e) {
      in.close();
      throw damaged(file, e);
    }
  }

  /** The type of the tag that a compressed element begins with. */
  static int tagType(Path file, InputStream in, ByteOrder order) throws IOException {
    try {
      return exactly(in, MatFile.TAG_BYTES).order(order).getInt();
    } catch (EOFException | ZipException e) {
      in.close();
      throw damaged(file, e);
    }
  }

  /** Refuses what is no array of real numbers, or has other numbers than its sizes say. */
  void check() throws IOException {
    if (!limits.real) {
      in.close();
      throw new DamagedFileException(file, "array " + name + " does not hold real numbers");
    }
    long width = MatNumber.of(file, numbers.type).bytes;
    long fitting = numbers.bytes > limits.room ? 0 : numbers.bytes / width;
    for (int size : dimensions) {
      fitting = size < 1 ? 0 : fitting / size;
    }
    if (fitting != 1 || count() * width != numbers.bytes) {
      in.close();
      throw new DamagedFileException(
          file,
          "array %s is %s by its sizes and has %d bytes of numbers"
              .formatted(name, Arrays.toString(dimensions), numbers.bytes));
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
      left -= found;
      if (left == 0 && limits.packed) {
        in.transferTo(OutputStream.nullOutputStream()); // to the checksum
      }
    } catch (EOFException | ZipException e) {
      throw damaged(file, e);
    }
  }

  /**
   * Reads all numbers as whole numbers; for short arrays, such as labels.
   *
   * @throws DamagedFileException if one is not whole
   */
  public int[] toInts() throws IOException {
    MatNumber type = MatNumber.of(file, numbers.type);
    int count = Math.toIntExact(count());
    byte[] bytes = new byte[Math.multiplyExact(count, type.bytes)];
    read(bytes, 0, bytes.length);
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      double value = type.next(buffer);
      ints[i] = (int) value;
      if (ints[i] != value) {
        throw new DamagedFileException(
            file, "number %d of %s is %s, no whole number".formatted(i + 1, name, value));
      }
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
    if (tag.bytes > LONGEST_HEAD) {
      throw new EOFException("a head of " + tag.bytes + " bytes");
    }
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
    static final Tag NONE = new Tag(0, 0, false);

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

    static MatNumber of(Path file, int code) throws IOException {
      return Arrays.stream(values())
          .filter(type -> type.code == code)
          .findFirst()
          .orElseThrow(
              () ->
                  new UnsupportedFileException(
                      file, "has numbers of MAT type " + code + ", which is not read"));
    }

    double next(ByteBuffer from) {
      return switch (this) {
        case INT8 -> from.get();
        case UINT8 -> from.get() & 0xff;
        case INT16 -> from.getShort();
        case UINT16 -> from.getShort() & 0xffff;
        case INT32 -> from.getInt();
        case UINT32 -> Integer.toUnsignedLong(from.getInt());
        case SINGLE -> from.getFloat();
        case DOUBLE -> from.getDouble();
      };
    }
  }
}
