package org.fathom4j.data.picture;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The boundary of ImageIO and its readers: whatever they throw at a damaged file becomes one
 * answer.
 */
final class Decoder {
  /** A pixel while it is decoded: up to four samples of 16 bits, and the three levels kept. */
  private static final int BYTES_A_PIXEL = 11;

  private static final int MEGABYTE = 1 << 20;

  private Decoder() {}

  private interface Reading<T> {
    T read(ImageReader reader) throws IOException;
  }

  /** The first picture. */
  static BufferedImage image(String format, byte[] bytes) throws IOException {
    return read(format, bytes, reader -> reader.read(0));
  }

  /** The samples of a JPEG file, in whatever colours they are. */
  static Raster jpegRaster(byte[] bytes) throws IOException {
    return read("jpeg", bytes, reader -> reader.readRaster(0, null));
  }

  private static <T> T read(String format, byte[] bytes, Reading<T> reading) throws IOException {
    ImageReader reader = reader(format);
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    try (ImageInputStream in = new Input(bytes)) {
      reader.setInput(in);
      affordable(reader.getWidth(0), reader.getHeight(0));
      T found = reading.read(reader);
      for (String warning : warnings) {
        if (isDamage(warning)) {
          throw new IOException(warning);
        }
      }
      return found;
    } catch (TooLargeException e) {
      throw e;
    } catch (IOException | RuntimeException e) { // readers throw any at bytes that make no sense
      throw new IOException("is damaged: it cannot be decoded: " + reason(e), e);
    } finally {
      reader.dispose();
    }
  }

  /** Stray bytes between two segments are a habit of some cameras; the picture is whole. */
  private static boolean isDamage(String warning) {
    return (warning.startsWith("Corrupt JPEG data") && !warning.contains("extraneous bytes"))
        || warning.startsWith("Premature end")
        || warning.startsWith("Inconsistent progression");
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    if (!readers.hasNext()) {
      throw new IllegalStateException("this Java runtime reads no " + format + " files");
    }
    return readers.next();
  }

  /** Refuses a picture, or a size that damage made up, for which the heap has no room. */
  static void affordable(long width, long height) throws TooLargeException {
    long needed = width * height * BYTES_A_PIXEL;
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap / 2 || width * height > Integer.MAX_VALUE / 3) {
      throw new TooLargeException(
          String.format(
              Locale.ROOT,
              "is %d x %d pixels: decoding takes about %,d MB, more than half of the heap of %,d"
                  + " MB; make it smaller, or raise the heap: FATHOM_JAVA_OPTS=-Xmx8g",
              width,
              height,
              needed / MEGABYTE,
              heap / MEGABYTE));
    }
  }

  /** A reader that goes on asking behind the end, and makes do with zeros, is told the truth. */
  private static final class Input extends MemoryCacheImageInputStream {
    /** Readers look some bytes ahead. */
    private static final int PATIENCE = 512;

    private int beyond;

    Input(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read() throws IOException {
      return counted(super.read());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return counted(super.read(into, offset, length));
    }

    private int counted(int found) throws IOException {
      if (found < 0 && ++beyond > PATIENCE) {
        throw new IOException("its data end early");
      }
      return found;
    }
  }

  /** A picture that the heap has no room for. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(String message) {
      super(message);
    }
  }
}
