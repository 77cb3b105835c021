package org.fathom4j.data.streetnumbers;

/** Three planes of pixels (red, green, blue), 0..255, still unrounded. */
final class Canvas {
  private final int width;
  private final int height;
  private final float[][] planes;

  Canvas(int width, int height) {
    this(width, height, new float[3][width * height]);
  }

  private Canvas(int width, int height, float[][] planes) {
    this.width = width;
    this.height = height;
    this.planes = planes;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** One colour's pixels, row by row; the lens writes them in place. */
  float[] plane(int channel) {
    return planes[channel];
  }

  /**
   * Correlates one plane with a kernel along its rows or columns; beyond the rim the outermost
   * pixels go on.
   *
   * @param kernel an odd number of weights
   */
  void filter(int channel, float[] kernel, boolean alongRows) {
    float[] source = planes[channel];
    float[] result = new float[source.length];
    int reach = kernel.length / 2;
    int lines = alongRows ? height : width;
    int length = alongRows ? width : height;
    int step = alongRows ? 1 : width;
    int stride = alongRows ? width : 1;
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < length; i++) {
        float sum = 0;
        for (int k = 0; k < kernel.length; k++) {
          int at = Math.max(0, Math.min(length - 1, i + k - reach));
          sum += kernel[k] * source[line * stride + at * step];
        }
        result[line * stride + i * step] = sum;
      }
    }
    planes[channel] = result;
  }

  /** A copy that shares no pixel. */
  Canvas copy() {
    return new Canvas(
        width, height, new float[][] {planes[0].clone(), planes[1].clone(), planes[2].clone()});
  }

  /** Enlarged or shrunk to a square, bicubic (Keys, a = -1/2, as image viewers do). */
  Canvas resized(int side) {
    if (width == side && height == side) {
      return this;
    }
    float[][] result = new float[3][];
    for (int channel = 0; channel < 3; channel++) {
      float[] wide = stretch(planes[channel], width, height, side);
      result[channel] = stretch(wide, height, side, side);
    }
    return new Canvas(side, side, result);
  }

  /** Resamples rows to a new length and transposes. */
  private static float[] stretch(float[] source, int length, int lines, int wanted) {
    float[] result = new float[wanted * lines];
    float scale = (float) length / wanted;
    for (int i = 0; i < wanted; i++) {
      float place = (i + 0.5f) * scale - 0.5f;
      int first = (int) Math.floor(place);
      float t = place - first;
      float t2 = t * t;
      float t3 = t2 * t;
      float a = -0.5f * t3 + t2 - 0.5f * t;
      float b = 1.5f * t3 - 2.5f * t2 + 1;
      float c = -1.5f * t3 + 2 * t2 + 0.5f * t;
      float d = 0.5f * t3 - 0.5f * t2;
      int i0 = clamp(first - 1, length);
      int i1 = clamp(first, length);
      int i2 = clamp(first + 1, length);
      int i3 = clamp(first + 2, length);
      for (int line = 0; line < lines; line++) {
        int row = line * length;
        result[i * lines + line] =
            a * source[row + i0]
                + b * source[row + i1]
                + c * source[row + i2]
                + d * source[row + i3];
      }
    }
    return result;
  }

  private static int clamp(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /** Stores the pixels as bytes, row by row, red green blue for each pixel. */
  void store(byte[] rgb, int offset) {
    for (int channel = 0; channel < 3; channel++) {
      float[] plane = planes[channel];
      for (int i = 0; i < plane.length; i++) {
        int value = (int) (plane[i] + 0.5f);
        rgb[offset + 3 * i + channel] = (byte) Math.max(0, Math.min(255, value));
      }
    }
  }
}
