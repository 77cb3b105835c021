package org.fathom4j.data.streetnumbers;

/**
 * The marks of JPEG: cosine transform of 8x8 blocks, rounded by the standard's example tables (ITU
 * T.81, annex K), colours at half resolution.
 *
 * @param shiftX where the blocks begin, 0..7
 * @param shiftY where the blocks begin, 0..7
 * @param coarseness factor on the tables
 */
record Compression(int shiftX, int shiftY, float coarseness) {
  private static final int SIZE = 8;
  private static final float[] COSINES = cosines();
  private static final int[] LUMA = {
    16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
    14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113,
    92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
  };
  private static final int[] CHROMA = {
    17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99,
    47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
  };

  /** Some quality; the blocks begin anywhere, as the picture was cut from a larger one. */
  static Compression draw(Draws draws, double strength) {
    double quality = Math.max(15, 100 - strength * draws.between(8, 65));
    double scale = quality < 50 ? 50 / quality : 2 - quality / 50;
    return new Compression(draws.below(SIZE), draws.below(SIZE), (float) scale);
  }

  /** Compresses and decompresses a canvas in place. */
  void apply(Canvas canvas) {
    int width = canvas.width();
    int height = canvas.height();
    float[] red = canvas.plane(0);
    float[] green = canvas.plane(1);
    float[] blue = canvas.plane(2);
    float[] luma = new float[red.length];
    int halfWidth = (width + 1) / 2;
    int halfHeight = (height + 1) / 2;
    float[] blueness = new float[halfWidth * halfHeight];
    float[] redness = new float[halfWidth * halfHeight];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        luma[i] = 0.299f * red[i] + 0.587f * green[i] + 0.114f * blue[i];
        int half = (y >> 1) * halfWidth + (x >> 1);
        float share =
            (x + 1 < width || (x & 1) == 1 ? 0.5f : 1)
                * (y + 1 < height || (y & 1) == 1 ? 0.5f : 1);
        blueness[half] += share * 0.564f * (blue[i] - luma[i]);
        redness[half] += share * 0.713f * (red[i] - luma[i]);
      }
    }
    roundBlocks(luma, width, height, LUMA);
    roundBlocks(blueness, halfWidth, halfHeight, CHROMA);
    roundBlocks(redness, halfWidth, halfHeight, CHROMA);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int i = y * width + x;
        int half = (y >> 1) * halfWidth + (x >> 1);
        red[i] = luma[i] + 1.402f * redness[half];
        green[i] = luma[i] - 0.344f * blueness[half] - 0.714f * redness[half];
        blue[i] = luma[i] + 1.772f * blueness[half];
      }
    }
  }

  private void roundBlocks(float[] plane, int width, int height, int[] table) {
    float[] block = new float[SIZE * SIZE];
    float[] spectrum = new float[SIZE * SIZE];
    for (int top = -shiftY; top < height; top += SIZE) {
      for (int left = -shiftX; left < width; left += SIZE) {
        for (int i = 0; i < block.length; i++) {
          int x = Math.max(0, Math.min(width - 1, left + (i & 7)));
          int y = Math.max(0, Math.min(height - 1, top + (i >> 3)));
          block[i] = plane[y * width + x];
        }
        transform(block, spectrum, false);
        transform(spectrum, block, false);
        for (int i = 0; i < block.length; i++) {
          float step = coarseness * table[i];
          block[i] = step * Math.round(block[i] / step);
        }
        transform(block, spectrum, true);
        transform(spectrum, block, true);
        for (int i = 0; i < block.length; i++) {
          int x = left + (i & 7);
          int y = top + (i >> 3);
          if (x >= 0 && y >= 0 && x < width && y < height) {
            plane[y * width + x] = block[i];
          }
        }
      }
    }
  }

  /** Cosine transform of the rows, written as columns: two of them transform a block. */
  private static void transform(float[] from, float[] to, boolean back) {
    for (int row = 0; row < SIZE; row++) {
      for (int k = 0; k < SIZE; k++) {
        float sum = 0;
        for (int i = 0; i < SIZE; i++) {
          sum += from[row * SIZE + i] * (back ? COSINES[i * SIZE + k] : COSINES[k * SIZE + i]);
        }
        to[k * SIZE + row] = sum;
      }
    }
  }

  private static float[] cosines() {
    float[] table = new float[SIZE * SIZE];
    for (int k = 0; k < SIZE; k++) {
      double scale = StrictMath.sqrt((k == 0 ? 1.0 : 2.0) / SIZE);
      for (int i = 0; i < SIZE; i++) {
        double angle = StrictMath.PI * (2 * i + 1) * k / (2.0 * SIZE);
        table[k * SIZE + i] = (float) (scale * StrictMath.cos(angle));
      }
    }
    return table;
  }
}
