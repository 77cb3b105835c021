package org.fathom4j.data.picture;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/**
 * Levels of a picture on white.
 *
 * @param height rows
 * @param width columns
 * @param pixels red, green and blue, channels first (c, y, x)
 * @param transparent whether white shows through anywhere
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on at once, compared by nobody.
record Samples(int height, int width, byte[] pixels, boolean transparent) {
  private static final int WHITE = 255;

  /** The stored numbers, whatever colour space the image's model claims for them. */
  static Samples of(BufferedImage image) throws IOException {
    Levels levels =
        image.getColorModel() instanceof IndexColorModel palette
            ? new Palette(palette)
            : Direct.of(image.getColorModel(), image.getRaster().getNumBands());
    return read(image.getRaster(), levels);
  }

  private static Samples read(Raster raster, Levels levels) {
    int width = raster.getWidth();
    int plane = Math.multiplyExact(raster.getHeight(), width);
    byte[] pixels = new byte[Math.multiplyExact(3, plane)];
    boolean transparent = false;
    int bands = raster.getNumBands();
    int[] row = new int[width * bands];
    int[] rgba = new int[4];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        levels.write(row, x * bands, rgba);
        transparent |= rgba[3] < WHITE;
        for (int c = 0; c < 3; c++) {
          pixels[c * plane + y * width + x] = (byte) onWhite(rgba[c], rgba[3]);
        }
      }
    }
    return new Samples(raster.getHeight(), width, pixels, transparent);
  }

  private static int onWhite(int level, int opacity) {
    return (level * opacity + WHITE * (WHITE - opacity) + 127) / 255;
  }

  /** Laid on a white canvas of that size, and cut where it reaches beyond. */
  Samples on(int canvasWidth, int canvasHeight, int left, int top) throws IOException {
    if (canvasWidth == width && canvasHeight == height && left == 0 && top == 0) {
      return this;
    }
    Decoder.affordable(canvasWidth, canvasHeight);
    byte[] canvas = new byte[3 * canvasHeight * canvasWidth];
    Arrays.fill(canvas, (byte) WHITE);
    int across = Math.max(0, Math.min(width, canvasWidth - left));
    int down = across == 0 ? 0 : Math.max(0, Math.min(height, canvasHeight - top));
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < down; y++) {
        int to = (c * canvasHeight + top + y) * canvasWidth + left;
        System.arraycopy(pixels, (c * height + y) * width, canvas, to, across);
      }
    }
    boolean covered = left == 0 && top == 0 && across == canvasWidth && down == canvasHeight;
    return new Samples(canvasHeight, canvasWidth, canvas, transparent || !covered);
  }

  /** Brought upright from one of EXIF's eight orientations. */
  Samples turned(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean onItsSide = orientation > 4;
    int rows = onItsSide ? width : height;
    int columns = onItsSide ? height : width;
    byte[] upright = new byte[pixels.length];
    int to = 0;
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          upright[to++] = pixels[c * height * width + source(orientation, y, x)];
        }
      }
    }
    return new Samples(rows, columns, upright, transparent);
  }

  /** Where the pixel at (y, x) of the upright picture is stored. */
  private int source(int orientation, int y, int x) {
    int bottom = height - 1;
    int right = width - 1;
    return switch (orientation) {
      case 2 -> y * width + right - x;
      case 3 -> (bottom - y) * width + right - x;
      case 4 -> (bottom - y) * width + x;
      case 5 -> x * width + y;
      case 6 -> (bottom - x) * width + y;
      case 7 -> (bottom - x) * width + right - y;
      case 8 -> x * width + right - y;
      default -> y * width + x;
    };
  }

  /** Turns stored numbers of one pixel into red, green, blue and opacity, 0 to 255. */
  private interface Levels {
    void write(int[] stored, int at, int[] rgba);
  }

  /** Numbers of colours in a table. */
  private record Palette(IndexColorModel table) implements Levels {
    @Override
    public void write(int[] stored, int at, int[] rgba) {
      int index = Math.min(stored[at], table.getMapSize() - 1);
      rgba[0] = table.getRed(index);
      rgba[1] = table.getGreen(index);
      rgba[2] = table.getBlue(index);
      rgba[3] = table.getAlpha(index);
    }
  }

  /** One grey or three colours, and opacity where {@code alpha}, each up to its {@code most}. */
  @SuppressWarnings("ArrayRecordComponent") // Private, compared by nobody.
  private record Direct(int colours, boolean alpha, long[] most) implements Levels {
    static Direct of(ColorModel model, int bands) throws IOException {
      int colours = bands - (model.hasAlpha() ? 1 : 0);
      int space = model.getColorSpace().getType();
      boolean known =
          (colours == 1 && space == ColorSpace.TYPE_GRAY)
              || (colours == 3 && space == ColorSpace.TYPE_RGB);
      if (!known || model.isAlphaPremultiplied()) {
        throw new IOException("has %d colours, neither grey nor RGB".formatted(colours));
      }
      long[] most = new long[bands];
      for (int b = 0; b < bands; b++) {
        most[b] = (1L << model.getComponentSize(b)) - 1;
      }
      return new Direct(colours, model.hasAlpha(), most);
    }

    @Override
    public void write(int[] stored, int at, int[] rgba) {
      for (int c = 0; c < 3; c++) {
        rgba[c] = level(stored, at, colours == 1 ? 0 : c);
      }
      rgba[3] = alpha ? level(stored, at, colours) : WHITE;
    }

    /** Rounded to the nearest of 0 to 255. */
    private int level(int[] stored, int at, int band) {
      return (int) ((stored[at + band] * 255L + most[band] / 2) / most[band]);
    }
  }
}
