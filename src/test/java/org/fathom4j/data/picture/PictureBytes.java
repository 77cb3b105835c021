package org.fathom4j.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Small picture files, some of which no writer of the JDK makes. */
public final class PictureBytes {
  private PictureBytes() {}

  /** As the JDK writes it. */
  public static byte[] of(BufferedImage image, String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (!ImageIO.write(image, format, out)) {
      throw new IOException("no writer for " + format);
    }
    return out.toByteArray();
  }

  /** A coloured picture with edges, none of whose turned forms is another's. */
  public static BufferedImage colourful(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = 255 * x / width;
        int green = 255 * y / height;
        image.setRGB(x, y, red << 16 | green << 8 | (x / 3 + y / 2) % 2 * 200);
      }
    }
    return image;
  }

  /**
   * A PNG file.
   *
   * @param colour type: 0 grey, 2 RGB, 3 palette, 4 grey and alpha, 6 RGBA
   * @param rows packed samples of each row
   * @param chunks more of them, between header and data: a name, a content, and so on
   */
  public static byte[] png(int width, int bits, int colour, byte[][] rows, Object... chunks)
      throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
      for (byte[] row : rows) {
        deflater.write(0);
        deflater.write(row);
      }
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.writeLong(0x89504e470d0a1a0aL);
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(width);
    fields.writeInt(rows.length);
    fields.write(new byte[] {(byte) bits, (byte) colour, 0, 0, 0});
    chunk(out, "IHDR", header.toByteArray());
    for (int i = 0; i < chunks.length; i += 2) {
      chunk(out, (String) chunks[i], (byte[]) chunks[i + 1]);
    }
    chunk(out, "IDAT", packed.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return all.toByteArray();
  }

  private static void chunk(DataOutputStream out, String tag, byte[] content) throws IOException {
    byte[] name = tag.getBytes(StandardCharsets.US_ASCII);
    CRC32 sum = new CRC32();
    sum.update(name);
    sum.update(content);
    out.writeInt(content.length);
    out.write(name);
    out.write(content);
    out.writeInt((int) sum.getValue());
  }

  /** Samples that differ from place to place and from band to band. */
  public static WritableRaster raster(int width, int height, int bands) {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, bands, null);
    for (int i = 0; i < width * height; i++) {
      for (int b = 0; b < bands; b++) {
        raster.setSample(
            i % width, i / width, b, (7 * (i % width) + (20 + 30 * b) * (i / width)) % 256);
      }
    }
    return raster;
  }

  /** A JPEG file of raw samples, without JFIF's and Adobe's markers. */
  public static byte[] jpeg(WritableRaster raster) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(null, new IIOImage((Raster) raster, List.of(), null), null);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  /** With one more segment behind the start. */
  public static byte[] withSegment(byte[] jpeg, int marker, byte[] content) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(all);
    out.write(jpeg, 0, 2);
    out.writeShort(0xff00 | marker);
    out.writeShort(2 + content.length);
    out.write(content);
    out.write(jpeg, 2, jpeg.length - 2);
    return all.toByteArray();
  }

  /** An APP14 segment's content. */
  public static byte[] adobe(int transform) {
    byte[] content = new byte[12];
    System.arraycopy("Adobe".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 5);
    content[6] = 100;
    content[11] = (byte) transform;
    return content;
  }

  /** EXIF with another entry and the orientation. */
  public static byte[] exif(int orientation, boolean little) {
    ByteBuffer out = ByteBuffer.allocate(38);
    out.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    out.put((little ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    out.putShort((short) 42).putInt(8).putShort((short) 2);
    out.putShort((short) 0x10f).putShort((short) 2).putInt(4).putInt(0x41424300);
    out.putShort((short) 0x112).putShort((short) 3).putInt(1);
    out.putShort((short) orientation).putShort((short) 0);
    return out.putInt(0).array();
  }

  /** EXIF as JPEG files have it. */
  public static byte[] jpegExif(int orientation, boolean little) {
    byte[] exif = exif(orientation, little);
    byte[] content = new byte[6 + exif.length];
    System.arraycopy("Exif".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 4);
    System.arraycopy(exif, 0, content, 6, exif.length);
    return content;
  }

  /**
   * A lossless WebP file in two colours (WebP lossless bitstream specification): pixel i is {@code
   * second} where i is a multiple of 3.
   *
   * @param first red, green, blue and opacity; both colours differ in green alone
   * @param second green of the second colour
   */
  public static byte[] webp(int width, int height, int[] first, int second) {
    Bits bits = new Bits();
    bits.put(0x2f, 8);
    bits.put(width - 1, 14);
    bits.put(height - 1, 14);
    bits.put(first[3] < 255 ? 1 : 0, 1);
    bits.put(0, 3 + 1 + 1 + 1); // version; no transform, no colour cache, no meta codes
    int low = Math.min(first[1], second);
    bits.put(0b11, 2); // a simple code of two symbols,
    bits.put(1, 1); // the first of 8 bits
    bits.put(low, 8);
    bits.put(Math.max(first[1], second), 8);
    for (int level : new int[] {first[0], first[2], first[3]}) {
      bits.put(0b101, 3); // a simple code of one symbol of 8 bits
      bits.put(level, 8);
    }
    bits.put(0b001, 3); // distances: one symbol of 1 bit, 0
    bits.put(0, 1);
    for (int i = 0; i < width * height; i++) {
      bits.put((i % 3 == 0 ? second : first[1]) == low ? 0 : 1, 1);
    }
    return riff("VP8L", bits.bytes());
  }

  private static byte[] riff(String tag, byte[] content) {
    int padded = (content.length + 1) / 2 * 2;
    ByteBuffer out = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    out.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
    out.put(("WEBP" + tag).getBytes(StandardCharsets.US_ASCII)).putInt(content.length);
    return out.put(content).array();
  }

  /** Bits, the lowest first. */
  private static final class Bits {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private int open;
    private int filled;

    void put(int value, int count) {
      for (int i = 0; i < count; i++) {
        open |= (value >> i & 1) << filled++;
        if (filled == 8) {
          out.write(open);
          open = 0;
          filled = 0;
        }
      }
    }

    byte[] bytes() {
      put(0, 8);
      return out.toByteArray();
    }
  }
}
