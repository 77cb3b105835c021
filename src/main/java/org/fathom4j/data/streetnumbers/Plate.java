package org.fathom4j.data.streetnumbers;

import java.util.List;

/**
 * The plate behind a number, or a tile behind each digit.
 *
 * @param shapes boxes on the plane
 * @param round corners: 0 square, 1 as round as can be
 * @param ellipse whether the shapes are ellipses
 * @param face colour of the plate
 * @param border colour of its border
 * @param borderWidth width of the border, 0 for none
 */
record Plate(
    List<Box> shapes, float round, boolean ellipse, Colour face, Colour border, float borderWidth)
    implements Layer {
  Plate {
    shapes = List.copyOf(shapes);
  }

  /** A rectangle by its middle and half its sides. */
  record Box(float x, float y, float halfWidth, float halfHeight) {}

  /** A plate around the digits, or one tile each. */
  static Plate draw(Draws draws, List<PlacedDigit> digits, Palette palette) {
    float besides = (float) Math.max(0.02, draws.around(0.2, 0.7));
    float above = (float) Math.max(0.03, draws.around(0.18, 0.7));
    boolean tiles = draws.chance(0.2);
    boolean ellipse = !tiles && draws.chance(0.2);
    float grow = ellipse ? 1.3f : 1;
    List<Box> boxes =
        tiles
            ? digits.stream().map(d -> around(List.of(d), besides * 0.4f, above)).toList()
            : List.of(around(digits, besides, above));
    List<Box> grown =
        boxes.stream()
            .map(b -> new Box(b.x, b.y, b.halfWidth * grow, b.halfHeight * grow))
            .toList();
    float width = draws.chance(0.5) ? (float) draws.between(0.02, 0.1) : 0;
    Colour border = draws.chance(0.5) ? palette.ink() : palette.ground().lighter(draws.normal(60));
    float round = draws.chance(0.5) ? 0 : (float) draws.unit();
    return new Plate(grown, round, ellipse, palette.ground(), border, width);
  }

  private static Box around(List<PlacedDigit> digits, float besides, float above) {
    float left = Float.MAX_VALUE;
    float right = -Float.MAX_VALUE;
    float top = Float.MAX_VALUE;
    float bottom = -Float.MAX_VALUE;
    for (PlacedDigit digit : digits) {
      left = Math.min(left, digit.x() - digit.halfWidth());
      right = Math.max(right, digit.x() + digit.halfWidth());
      top = Math.min(top, digit.y() - digit.size() / 2);
      bottom = Math.max(bottom, digit.y() + digit.size() / 2);
    }
    return new Box(
        (left + right) / 2,
        (top + bottom) / 2,
        (right - left) / 2 + besides,
        (bottom - top) / 2 + above);
  }

  @Override
  public void paint(Spot spot) {
    float distance = Float.MAX_VALUE;
    for (Box box : shapes) {
      distance = Math.min(distance, ellipse ? ellipse(box, spot) : rectangle(box, spot));
    }
    float share = Spot.cover(distance, spot.pixel);
    if (share > 0) {
      spot.lay(face, share);
      if (borderWidth > 0) {
        float inset = Math.abs(distance + borderWidth * 1.2f) - borderWidth / 2;
        spot.lay(border, Spot.cover(inset, spot.pixel));
      }
    }
  }

  private float rectangle(Box box, Spot spot) {
    float radius = round * Math.min(box.halfWidth, box.halfHeight);
    float dx = Math.abs(spot.u - box.x) - box.halfWidth + radius;
    float dy = Math.abs(spot.v - box.y) - box.halfHeight + radius;
    float outX = Math.max(0, dx);
    float outY = Math.max(0, dy);
    float outside = (float) Math.sqrt(outX * outX + outY * outY);
    return outside + Math.min(0, Math.max(dx, dy)) - radius;
  }

  private static float ellipse(Box box, Spot spot) {
    float dx = (spot.u - box.x) / box.halfWidth;
    float dy = (spot.v - box.y) / box.halfHeight;
    return ((float) Math.sqrt(dx * dx + dy * dy) - 1) * Math.min(box.halfWidth, box.halfHeight);
  }
}
