package org.fathom4j.data.streetnumbers;

import java.util.List;

/**
 * The digits themselves, with their shadow, outline and shine.
 *
 * @param digits in their places
 * @param colour of the strokes
 * @param edge the outline around them
 * @param look thickness of the outline, shadow and shine
 */
record Ink(List<PlacedDigit> digits, Colour colour, Colour edge, Look look) implements Layer {
  Ink {
    digits = List.copyOf(digits);
  }

  /**
   * How the digits are made.
   *
   * @param outline width of the outline, 0 for none
   * @param hollow whether only the outline is drawn
   * @param shadow darkness of the shadow, 0 for none
   * @param shadowU where the shadow falls
   * @param shadowV where the shadow falls
   * @param softness of the shadow's edge
   * @param shine change of luma from the top of a digit to its bottom
   */
  record Look(
      float outline,
      boolean hollow,
      float shadow,
      float shadowU,
      float shadowV,
      float softness,
      float shine) {
    static Look draw(Draws draws, double strength) {
      boolean hollow = draws.chance(0.02 * strength);
      boolean outlined = draws.chance(0.12 * strength);
      boolean shaded = draws.chance(0.35 * strength);
      return new Look(
          hollow || outlined ? (float) draws.between(0.03, 0.09) : 0,
          hollow,
          shaded ? (float) draws.between(0.15, 0.8) : 0,
          (float) draws.normal(0.06),
          (float) draws.between(-0.02, 0.12),
          (float) draws.between(0.02, 0.2),
          (float) draws.normal((draws.chance(0.3) ? 50 : 10) * strength));
    }
  }

  static Ink draw(Draws draws, List<PlacedDigit> digits, Palette palette, double strength) {
    Look look = Look.draw(draws, strength);
    Colour edge =
        look.hollow() || draws.chance(0.4)
            ? palette.ink()
            : Colour.ofLuma(draws, draws.between(5, 250));
    return new Ink(digits, palette.ink(), edge, look);
  }

  @Override
  public void paint(Spot spot) {
    if (look.shadow > 0) {
      float cast = distance(spot.u - look.shadowU, spot.v - look.shadowV);
      float share = Spot.cover(cast, spot.pixel + look.softness);
      spot.dim(1 - look.shadow * share);
    }
    float distance = distance(spot.u, spot.v);
    if (look.outline > 0) {
      float from = look.hollow ? Math.abs(distance) - look.outline / 2 : distance - look.outline;
      spot.lay(edge, Spot.cover(from, spot.pixel));
    }
    if (!look.hollow) {
      float share = Spot.cover(distance, spot.pixel);
      if (share > 0) {
        spot.lay(colour, share);
        spot.lighten(share * look.shine * (spot.v - digits.get(0).y()));
      }
    }
  }

  private float distance(float u, float v) {
    float nearest = Float.MAX_VALUE;
    for (PlacedDigit digit : digits) {
      if (Math.abs(u - digit.x()) < digit.halfWidth() + 0.5f * digit.size()) {
        nearest = Math.min(nearest, digit.distance(u, v));
      }
    }
    return nearest;
  }
}
