package org.fathom4j.data.streetnumbers;

/**
 * Light on the scene: a gradient, blotches, and now and then a shadow that falls across.
 *
 * @param slopeX change of luma from the middle to the right
 * @param slopeY change of luma from the middle to the bottom
 * @param blotches strength of slow changes
 * @param seed of the blotches
 * @param shade what the shadow leaves of the light, 1 for no shadow
 * @param cos of the shadow's direction
 * @param sin of the shadow's direction
 * @param edge where the shadow begins
 * @param softness width of the shadow's edge
 */
record Light(
    float slopeX,
    float slopeY,
    float blotches,
    int seed,
    float shade,
    float cos,
    float sin,
    float edge,
    float softness)
    implements Layer {
  static Light draw(Draws draws, double strength) {
    boolean shadow = draws.chance(0.12 * strength);
    double angle = draws.between(0, 2 * StrictMath.PI);
    return new Light(
        (float) draws.normal(7 * strength),
        (float) draws.normal(8 * strength),
        (float) draws.normal(4 * strength),
        draws.below(Integer.MAX_VALUE),
        shadow ? (float) draws.between(0.4, 0.9) : 1,
        (float) StrictMath.cos(angle),
        (float) StrictMath.sin(angle),
        (float) draws.normal(0.6),
        (float) draws.between(0.05, 0.5));
  }

  @Override
  public void paint(Spot spot) {
    if (shade < 1) {
      float share = Spot.cover(edge - cos * spot.x - sin * spot.y, softness);
      spot.dim(1 - (1 - shade) * share);
    }
    float slow = blotches * Noise.smooth(seed, spot.x * 1.5f, spot.y * 1.5f);
    spot.lighten(slopeX * spot.x + slopeY * spot.y + slow);
  }
}
