package org.fathom4j.data.streetnumbers;

/**
 * A digit in its place on the plane of the number, where a digit is about 1 high.
 *
 * @param glyph its outline
 * @param x middle of the ink
 * @param y middle of the ink, downwards
 * @param size height
 * @param stretch width over the typeface's own
 * @param weight how far the strokes are thickened on each side, in heights
 * @param cos of the digit's own tilt
 * @param sin of the digit's own tilt
 */
record PlacedDigit(
    Glyph glyph, float x, float y, float size, float stretch, float weight, float cos, float sin) {

  /** A digit tilted by an angle in radians. */
  static PlacedDigit of(Glyph glyph, double x, double y, Style style, double tilt) {
    return new PlacedDigit(
        glyph,
        (float) x,
        (float) y,
        (float) style.size(),
        (float) style.stretch(),
        (float) style.weight(),
        (float) StrictMath.cos(tilt),
        (float) StrictMath.sin(tilt));
  }

  /**
   * What the digits of a number share.
   *
   * @param size height
   * @param stretch width over the typeface's own
   * @param weight thickening of the strokes, in heights
   */
  record Style(double size, double stretch, double weight) {}

  /** Half the width of the ink. */
  float halfWidth() {
    return size * (stretch * (glyph.right() - glyph.left()) / 2 + weight);
  }

  /** Signed distance to the digit's outline, negative inside. */
  float distance(float u, float v) {
    float du = (u - x) / size;
    float dv = (v - y) / size;
    float across = (cos * du + sin * dv) / stretch + (glyph.left() + glyph.right()) / 2;
    float down = cos * dv - sin * du + 0.5f;
    return size * (glyph.distance(across, down) * Math.min(1, stretch) - weight);
  }
}
