package org.fathom4j.data.streetnumbers;

import java.util.ArrayList;
import java.util.List;

/** Writes a number: typeface, width, weight, spacing, and how unevenly the digits were put up. */
final class Lettering {
  private final Typefaces typefaces;
  private final double strength;

  Lettering(Typefaces typefaces, double strength) {
    this.typefaces = typefaces;
    this.strength = strength;
  }

  /** Places the digits of a number in a row, or seldom below each other. */
  List<PlacedDigit> write(List<Integer> digits, Draws draws) {
    List<Glyph> face = typefaces.face(draws.below(typefaces.size()));
    PlacedDigit.Style style =
        new PlacedDigit.Style(
            1, clamp(draws.around(0.88, 0.18), 0.5, 1.4), draws.normal(0.008 * strength));
    double spacing = Math.max(-0.03, draws.around(0.09, 0.7) - 0.07);
    double step = draws.normal(0.04 * strength);
    double unevenness = draws.chance(0.2) ? 0.05 * strength : 0.012 * strength;
    boolean stacked = draws.chance(0.02);
    List<PlacedDigit> placed = new ArrayList<>();
    double x = 0;
    double y = 0;
    for (int digit : digits) {
      Glyph glyph = face.get(digit);
      double ink = style.stretch() * (glyph.right() - glyph.left());
      double room = 0.5 * (ink + style.stretch() * glyph.advance());
      double middle = stacked ? draws.normal(0.03) : x + room / 2;
      placed.add(
          PlacedDigit.of(
              glyph, middle, y + draws.normal(unevenness), style, draws.normal(unevenness)));
      x += room + spacing;
      y += stacked ? 1.1 + spacing : step;
    }
    return List.copyOf(placed);
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
