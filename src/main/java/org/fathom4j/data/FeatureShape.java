package org.fathom4j.data;

import java.util.Locale;

/** Shape of one example's features. */
public sealed interface FeatureShape {
  /** Numbers per example. */
  int size();

  /**
   * A picture, stored channels first.
   *
   * @param height rows
   * @param width columns
   * @param channels colours: 1 or 3
   */
  record Image(int height, int width, int channels) implements FeatureShape {
    @Override
    public int size() {
      return height * width * channels;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%dx%dx%d", height, width, channels);
    }
  }

  /**
   * A row of numbers.
   *
   * @param size how many
   */
  record Vector(int size) implements FeatureShape {
    @Override
    public String toString() {
      return Integer.toString(size);
    }
  }
}
