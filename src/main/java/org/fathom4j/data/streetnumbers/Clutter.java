package org.fathom4j.data.streetnumbers;

import java.util.ArrayList;
import java.util.List;

/**
 * What else is in the picture: frames, edges of doors and walls, pipes, screws, lamps.
 *
 * @param x middle, in the frame
 * @param y middle, in the frame
 * @param cos of its direction
 * @param sin of its direction
 * @param halfLength along its direction
 * @param halfWidth across
 * @param round whether it is an ellipse
 * @param colour of it
 * @param opacity 1 hides what is behind
 */
record Clutter(
    float x,
    float y,
    float cos,
    float sin,
    float halfLength,
    float halfWidth,
    boolean round,
    Colour colour,
    float opacity)
    implements Layer {

  /** Things behind the digits, anywhere. */
  static List<Layer> behind(Draws draws, Palette palette, double strength) {
    List<Layer> things = new ArrayList<>();
    while (things.size() < 4 && draws.chance(0.32 * strength)) {
      double luma = palette.ground().luma() + draws.normal(25);
      double length = draws.chance(0.6) ? 4 : draws.between(0.1, 1);
      things.add(thing(draws, draws.normal(0.8), draws.normal(0.8), luma, length));
    }
    return things;
  }

  /** Things before the digits: at the rim of the frame, or too thin to hide a digit. */
  static List<Layer> before(Draws draws, Palette palette, double strength) {
    List<Layer> things = new ArrayList<>();
    while (things.size() < 4 && draws.chance(0.38 * strength)) {
      double luma = palette.ground().luma() + draws.normal(70);
      if (draws.chance(0.25)) {
        things.add(wire(draws, luma));
        continue;
      }
      double angle = draws.between(0, 2 * StrictMath.PI);
      double away = draws.between(0.85, 1.3);
      double x = away * StrictMath.cos(angle);
      double y = away * StrictMath.sin(angle);
      things.add(
          draws.chance(0.5)
              ? edge(draws, angle, away, luma)
              : thing(draws, x, y, luma, draws.between(0.05, 0.3)));
    }
    return things;
  }

  private static Clutter thing(Draws draws, double x, double y, double luma, double length) {
    double angle = draws.chance(0.7) ? draws.normal(0.06) : draws.between(-1.6, 1.6);
    double turned = draws.chance(0.5) ? angle + StrictMath.PI / 2 : angle;
    double width = length * draws.between(0.1, 1);
    return new Clutter(
        (float) x,
        (float) y,
        (float) StrictMath.cos(turned),
        (float) StrictMath.sin(turned),
        (float) length,
        (float) Math.min(width, draws.between(0.03, 0.5)),
        length < 1 && draws.chance(0.35),
        Colour.ofLuma(draws, luma),
        (float) draws.between(0.4, 1));
  }

  /** A half plane that begins beyond the digit, as where a door frame or another wall begins. */
  private static Clutter edge(Draws draws, double angle, double away, double luma) {
    double straight = Math.rint(angle / (StrictMath.PI / 2)) * StrictMath.PI / 2;
    double direction = straight + draws.normal(0.1);
    double centre = away - 0.15 + 3;
    return new Clutter(
        (float) (centre * StrictMath.cos(direction)),
        (float) (centre * StrictMath.sin(direction)),
        (float) StrictMath.cos(direction),
        (float) StrictMath.sin(direction),
        3,
        8,
        false,
        Colour.ofLuma(draws, luma),
        1);
  }

  private static Clutter wire(Draws draws, double luma) {
    double angle = draws.between(0, StrictMath.PI);
    return new Clutter(
        (float) draws.normal(0.4),
        (float) draws.normal(0.4),
        (float) StrictMath.cos(angle),
        (float) StrictMath.sin(angle),
        4,
        (float) draws.between(0.01, 0.05),
        false,
        Colour.ofLuma(draws, luma),
        (float) draws.between(0.3, 0.9));
  }

  @Override
  public void paint(Spot spot) {
    float dx = spot.x - x;
    float dy = spot.y - y;
    float along = Math.abs(cos * dx + sin * dy);
    float across = Math.abs(cos * dy - sin * dx);
    float distance;
    if (round) {
      float a = along / halfLength;
      float b = across / halfWidth;
      distance = ((float) Math.sqrt(a * a + b * b) - 1) * halfWidth;
    } else {
      distance = Math.max(along - halfLength, across - halfWidth);
    }
    float share = opacity * Spot.cover(distance, spot.framePixel);
    if (share > 0) {
      spot.lay(colour, share);
    }
  }
}
