package org.fathom4j.report.chart;

import java.util.List;
import java.util.Locale;

/**
 * A colour that has one value on light paper and one on dark.
 *
 * @param light 0xRRGGBB on light paper, in print and in PNG files
 * @param dark 0xRRGGBB on dark paper
 */
public record Ink(int light, int dark) {
  /** The paper itself. */
  public static final Ink PAPER = new Ink(0xffffff, 0x16181d);

  /** Text. */
  public static final Ink TEXT = new Ink(0x1c2024, 0xe8eaed);

  /** Text of lesser weight: ticks, notes. */
  public static final Ink MUTED = new Ink(0x5b636e, 0xa3abb6);

  /** Grid lines. */
  public static final Ink GRID = new Ink(0xe4e7eb, 0x30353d);

  /** The horizontal axis. */
  public static final Ink AXIS = new Ink(0x9aa2ad, 0x6b7480);

  /**
   * For series: Okabe and Ito's colours, which people with any common colour blindness can tell
   * apart; yellow left out, as it is hard to see on white.
   */
  public static final List<Ink> SERIES =
      List.of(
          new Ink(0x0072b2, 0x56b4e9),
          new Ink(0xd55e00, 0xf2894a),
          new Ink(0x009e73, 0x35c79c),
          new Ink(0xcc79a7, 0xe39fc6),
          new Ink(0xb07d00, 0xe6b32e),
          new Ink(0x56718f, 0x9fb6cf));

  /** The series colour of that index, beginning again past the last. */
  public static Ink series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  /** A step of the heat scale from 0 (low, near the paper) to 1 (high). */
  public static Ink heat(double share) {
    double at = Math.max(0, Math.min(1, share));
    return new Ink(blend(0xeaf2f8, 0x00507d, at), blend(0x1d2a36, 0x8fd0f5, at));
  }

  /** Text that can be read upon this colour. */
  public Ink textUpon() {
    return new Ink(readable(light), readable(dark));
  }

  private static int readable(int background) {
    return luminance(background) > 0.19 ? 0x101418 : 0xffffff;
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 255)
        + 0.7152 * linear(rgb >> 8 & 255)
        + 0.0722 * linear(rgb & 255);
  }

  private static double linear(int channel) {
    return Math.pow(channel / 255.0, 2.2);
  }

  private static int blend(int from, int to, double at) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double a = from >> shift & 255;
      double b = to >> shift & 255;
      mixed |= (int) Math.round(a + (b - a) * at) << shift;
    }
    return mixed;
  }

  /** As in CSS, such as {@code #0072b2}. */
  static String css(int rgb) {
    return String.format(Locale.ROOT, "#%06x", rgb);
  }
}
