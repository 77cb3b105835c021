package org.fathom4j.data.picture;

import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/** What the samples of a JPEG file mean, and how they become red, green and blue. */
enum JpegColours {
  GREY,
  RGB,
  YCC,
  CMYK,
  /** As Adobe's programs write it: every ink as 255 - ink. */
  INVERTED_CMYK,
  INVERTED_YCCK;

  /**
   * As libjpeg guesses (default_decompress_parms).
   *
   * @param components their names
   * @param jfif whether there is a JFIF marker
   * @param adobe transform of Adobe's marker, -1 without one
   */
  static JpegColours of(int[] components, boolean jfif, int adobe) {
    if (components.length == 4) {
      return adobe < 0 ? CMYK : adobe == 2 ? INVERTED_YCCK : INVERTED_CMYK;
    }
    if (components.length == 3) {
      boolean named = Arrays.equals(components, new int[] {'R', 'G', 'B'});
      return !jfif && (adobe == 0 || (adobe < 0 && named)) ? RGB : YCC;
    }
    return GREY;
  }

  private int bands() {
    return this == GREY ? 1 : this == RGB || this == YCC ? 3 : 4;
  }

  Samples samples(Raster raster) throws IOException {
    if (raster.getNumBands() != bands()) {
      throw new IOException(
          "is damaged: it names %d colours and holds %d".formatted(bands(), raster.getNumBands()));
    }
    int width = raster.getWidth();
    int plane = Math.multiplyExact(raster.getHeight(), width);
    byte[] pixels = new byte[Math.multiplyExact(3, plane)];
    int[] row = new int[width * bands()];
    int[] rgb = new int[3];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        convert(row, x * bands(), rgb);
        for (int c = 0; c < 3; c++) {
          pixels[c * plane + y * width + x] = (byte) rgb[c];
        }
      }
    }
    return new Samples(raster.getHeight(), width, pixels, false);
  }

  private void convert(int[] from, int at, int[] rgb) {
    switch (this) {
      case GREY -> Arrays.fill(rgb, from[at]);
      case RGB -> System.arraycopy(from, at, rgb, 0, 3);
      case YCC -> fromYcc(from, at, rgb);
      case CMYK -> {
        for (int c = 0; c < 3; c++) {
          rgb[c] = share(255 - from[at + c], 255 - from[at + 3]);
        }
      }
      case INVERTED_CMYK -> {
        for (int c = 0; c < 3; c++) {
          rgb[c] = share(from[at + c], from[at + 3]);
        }
      }
      case INVERTED_YCCK -> {
        fromYcc(from, at, rgb);
        for (int c = 0; c < 3; c++) {
          rgb[c] = share(255 - rgb[c], from[at + 3]);
        }
      }
    }
  }

  private static int share(int level, int of) {
    return (level * of + 127) / 255;
  }

  /** JFIF 1.02, in the fixed point of libjpeg: 16 bits behind the point. */
  private static void fromYcc(int[] from, int at, int[] rgb) {
    int y = from[at];
    int cb = from[at + 1] - 128;
    int cr = from[at + 2] - 128;
    rgb[0] = clamp(y + ((91_881 * cr + 32_768) >> 16)); // 1.40200
    rgb[1] = clamp(y + ((-22_554 * cb - 46_802 * cr + 32_768) >> 16)); // 0.34414, 0.71414
    rgb[2] = clamp(y + ((116_130 * cb + 32_768) >> 16)); // 1.77200
  }

  private static int clamp(int level) {
    return Math.max(0, Math.min(255, level));
  }
}
