package org.fathom4j.data.format;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.InflaterInputStream;

/**
 * A MATLAB level 5 file (.mat v5, compressed or not) with numeric arrays, read as a stream: only
 * what the caller keeps is in memory. Layout: "MAT-File Format", The MathWorks.
 */
public final class MatFile {
  static final int HEADER_BYTES = 128;
  static final int TAG_BYTES = 8;
  static final int MI_MATRIX = 14;
  static final int MI_COMPRESSED = 15;
  private static final int TEXT_BYTES = 116;
  private static final int ORDER_MARK = 126;

  /** No deflated byte becomes more (RFC 1951: 258 bytes from two bits). */
  private static final int DEFLATE_EXPANDS = 1032;

  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final ByteOrder order;
  private final List<Element> elements;

  private MatFile(Path file, ByteOrder order, List<Element> elements) {
    this.file = file;
    this.order = order;
    this.elements = List.copyOf(elements);
  }

  /**
   * Reads the header and the lengths of the arrays.
   *
   * @throws DamagedFileException if the file is no MAT v5 file, or shorter than its arrays need
   */
  public static MatFile open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() < HEADER_BYTES + TAG_BYTES) {
        throw DamagedFileException.tooShort(file, HEADER_BYTES + TAG_BYTES, channel.size());
      }
      refuseHdf5(file, read(channel, 0, TEXT_BYTES));
      ByteOrder order = byteOrder(file, read(channel, ORDER_MARK, 2));
      return new MatFile(file, order, elements(file, channel, order));
    }
  }

  /**
   * Opens one array; its numbers are then read from first to last, in column-major order. Variables
   * of other names may be of any kind.
   *
   * @throws DamagedFileException if there is no numeric array of that name
   */
  public MatArray array(String name) throws IOException {
    List<String> found = new ArrayList<>();
    for (Element element : elements) {
      MatArray array = open(element);
      if (array.name().equals(name)) {
        array.check();
        return array;
      }
      found.add(array.name());
      array.close();
    }
    throw new DamagedFileException(file, "it holds the arrays " + found + ", none is " + name);
  }

  private MatArray open(Element element) throws IOException {
    boolean packed = element.type == MI_COMPRESSED;
    long room = element.bytes * (packed ? DEFLATE_EXPANDS : 1);
    return MatArray.open(file, content(element), order, packed, room);
  }

  private static void refuseHdf5(Path file, ByteBuffer text) throws IOException {
    if (StandardCharsets.ISO_8859_1.decode(text).toString().startsWith("MATLAB 7.3")) {
      throw new UnsupportedFileException(
          file,
          "is a MATLAB v7.3 file (HDF5), v5 to v7 are read: save it in MATLAB with"
              + " save(FILE, 'X', 'y', '-v7'), in Python with scipy.io.savemat");
    }
  }

  private static ByteOrder byteOrder(Path file, ByteBuffer mark) throws DamagedFileException {
    String text = StandardCharsets.US_ASCII.decode(mark).toString();
    return switch (text) {
      case "IM" -> ByteOrder.LITTLE_ENDIAN;
      case "MI" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new DamagedFileException(
              file, "it is no MAT v5 file (byte order mark IM or MI missing at byte 126)");
    };
  }

  private static List<Element> elements(Path file, FileChannel channel, ByteOrder order)
      throws IOException {
    List<Element> elements = new ArrayList<>();
    long position = HEADER_BYTES;
    while (position < channel.size()) {
      if (position + TAG_BYTES > channel.size()) {
        throw DamagedFileException.tooShort(file, position + TAG_BYTES, channel.size());
      }
      ByteBuffer tag = read(channel, position, TAG_BYTES).order(order);
      int type = tag.getInt();
      long bytes = Integer.toUnsignedLong(tag.getInt());
      long end = position + TAG_BYTES + bytes;
      if (end > channel.size()) {
        throw DamagedFileException.tooShort(file, end, channel.size());
      }
      elements.add(new Element(type, position + TAG_BYTES, bytes));
      position = end;
    }
    return elements;
  }

  /** The array's own bytes, behind the tag of its matrix. */
  private InputStream content(Element element) throws IOException {
    FileChannel channel = FileChannel.open(file);
    channel.position(element.position);
    InputStream raw = new BufferedInputStream(Channels.newInputStream(channel), BUFFER_BYTES);
    if (element.type == MI_MATRIX) {
      return raw;
    }
    if (element.type != MI_COMPRESSED) {
      raw.close();
      throw new DamagedFileException(file, "an element of type " + element.type + " is no array");
    }
    InputStream inflated = new BufferedInputStream(new InflaterInputStream(raw), BUFFER_BYTES);
    int type = MatArray.tagType(file, inflated, order);
    if (type != MI_MATRIX) {
      inflated.close();
      throw new DamagedFileException(file, "a compressed element of type " + type + " is no array");
    }
    return inflated;
  }

  private static ByteBuffer read(FileChannel channel, long position, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.flip();
  }

  private record Element(int type, long position, long bytes) {}
}
