package org.fathom4j.data.streetnumbers;

/**
 * The colours of a number and of what is behind it.
 *
 * @param ground right behind the digits
 * @param ink the digits
 * @param wall around the plate, where there is one
 */
record Palette(Colour ground, Colour ink, Colour wall) {
  /** Ground of any luma; ink whose contrast falls, down to barely visible, with the strength. */
  static Palette draw(Draws draws, double strength) {
    double ground = clamp(115 + draws.normal(52), 10, 245);
    double least = Math.max(20, 92 - 70 * strength);
    double contrast = clamp(draws.around(98 - 10 * strength, 0.45), least, 215);
    boolean darker = draws.chance(ground > 120 ? 0.75 : 0.25);
    double ink = ground + (darker ? -contrast : contrast);
    if (ink < 0 || ink > 255) {
      ink = ground + (ground > 128 ? -contrast : contrast);
    }
    ink = clamp(ink, 3, 252);
    Colour behind = Colour.ofLuma(draws, ground);
    Colour letters = draws.chance(0.25) ? behind.withLuma(ink) : Colour.ofLuma(draws, ink);
    Colour wall = Colour.ofLuma(draws, clamp(ground + draws.normal(75), 5, 250));
    return new Palette(behind, letters, wall);
  }

  private static double clamp(double value, double low, double high) {
    return Math.max(low, Math.min(high, value));
  }
}
