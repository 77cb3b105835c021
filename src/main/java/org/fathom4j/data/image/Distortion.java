package org.fathom4j.data.image;

import java.util.SplittableRandom;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.image.Framing.Window;

/**
 * How training varies what a part of a picture looks like: by the pose and the light that it might
 * as well have been photographed in. Each number is the most that is drawn, evenly, either way.
 *
 * @param rotate degrees
 * @param scale share by which it is larger or smaller, 0.2 for 1.2 times to 1/1.2
 * @param stretch the same of its width against its height
 * @param contrast share by which grey levels lie further from their mean or nearer
 * @param colour grey levels by which each channel is lighter or darker than the others
 * @param invert whether every other picture is its negative
 */
public record Distortion(
    double rotate, double scale, double stretch, double contrast, double colour, boolean invert) {
  /** Leaves pictures as they are. */
  public static final Distortion NONE = new Distortion(0, 0, 0, 0, 0, false);

  private static final int LEVELS = 256;

  /** Whether pictures stay as they are. */
  boolean isNone() {
    return equals(NONE);
  }

  /**
   * A part of a picture, varied.
   *
   * @param pixels holds the picture, channels first
   * @param from where it begins
   * @param stored its shape
   * @param window the part, turned and scaled about its centre; what lies outside of the picture
   *     repeats its edge
   * @param shown shape of the part
   * @param random decides the variation
   */
  byte[] draw(
      byte[] pixels,
      int from,
      FeatureShape.Image stored,
      Window window,
      FeatureShape.Image shown,
      SplittableRandom random) {
    double angle = Math.toRadians(either(rotate, random));
    double size = factor(scale, random);
    double across = Math.sqrt(factor(stretch, random));
    Pose pose = new Pose(Math.cos(angle), Math.sin(angle), size * across, size / across);
    byte[] part = new byte[shown.size()];
    pose.cut(pixels, from, stored, window, shown, part);
    light(part, shown, random);
    return part;
  }

  /** Each channel's grey levels through a table of its own. */
  private void light(byte[] part, FeatureShape.Image shown, SplittableRandom random) {
    double mean = (double) Pixels.sum(part, 0, part.length) / part.length;
    double gain = factor(contrast, random);
    boolean negative = invert && random.nextBoolean();
    int plane = shown.height() * shown.width();
    byte[] table = new byte[LEVELS];
    for (int c = 0; c < shown.channels(); c++) {
      double lighter = either(colour, random);
      for (int level = 0; level < LEVELS; level++) {
        long value = Math.round(mean + gain * (level - mean) + lighter);
        int kept = (int) Math.max(0, Math.min(LEVELS - 1, value));
        table[level] = (byte) (negative ? LEVELS - 1 - kept : kept);
      }
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        part[i] = table[part[i] & 0xff];
      }
    }
  }

  private static double either(double most, SplittableRandom random) {
    return most * (2 * random.nextDouble() - 1);
  }

  private static double factor(double share, SplittableRandom random) {
    return Math.exp(either(Math.log1p(share), random));
  }

  /**
   * Where a pixel of the part lies in the picture, seen from the part's centre.
   *
   * @param wide stored columns for one column shown
   * @param high stored rows for one row shown
   */
  private record Pose(double cos, double sin, double wide, double high) {
    void cut(
        byte[] pixels,
        int from,
        FeatureShape.Image stored,
        Window window,
        FeatureShape.Image shown,
        byte[] into) {
      double middleX = (shown.width() - 1) / 2.0;
      double middleY = (shown.height() - 1) / 2.0;
      double mirror = window.mirrored() ? -1 : 1;
      for (int y = 0; y < shown.height(); y++) {
        for (int x = 0; x < shown.width(); x++) {
          double right = mirror * (x - middleX) * wide;
          double down = (y - middleY) * high;
          double column = window.left() + middleX + cos * right - sin * down;
          double row = window.top() + middleY + sin * right + cos * down;
          int to = y * shown.width() + x;
          blend(pixels, from, stored, row, column, into, to, shown.height() * shown.width());
        }
      }
    }

    /** The four pixels around a place, in every channel, each by its nearness. */
    private static void blend(
        byte[] pixels,
        int from,
        FeatureShape.Image stored,
        double row,
        double column,
        byte[] into,
        int to,
        int plane) {
      double y = Math.max(0, Math.min(stored.height() - 1, row));
      double x = Math.max(0, Math.min(stored.width() - 1, column));
      int above = (int) y;
      int left = (int) x;
      int below = above < stored.height() - 1 ? stored.width() : 0;
      int right = left < stored.width() - 1 ? 1 : 0;
      float v = (float) (y - above);
      float u = (float) (x - left);
      int at = from + above * stored.width() + left;
      for (int c = 0; c < stored.channels(); c++) {
        float top = (pixels[at] & 0xff) * (1 - u) + (pixels[at + right] & 0xff) * u;
        float bottom =
            (pixels[at + below] & 0xff) * (1 - u) + (pixels[at + below + right] & 0xff) * u;
        into[to + c * plane] = (byte) (top * (1 - v) + bottom * v + 0.5f);
        at += stored.height() * stored.width();
      }
    }
  }
}
