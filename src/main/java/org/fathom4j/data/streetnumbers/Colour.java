package org.fathom4j.data.streetnumbers;

/** A colour; channels are 0..255 and may overshoot until the image is stored. */
record Colour(float red, float green, float blue) {
  /** A colour of some luma: most are nearly grey, some painted; brown to blue, seldom green. */
  static Colour ofLuma(Draws draws, double luma) {
    double spread = draws.chance(0.65) ? 6 : 19;
    double room = 0.35 + 0.65 * (1 - Math.abs(luma - 128) / 128);
    double blueness = draws.normal(spread) * room + 2.5;
    double redness = draws.normal(0.5 * spread) * room - 0.7 * blueness;
    return of(luma, blueness, redness);
  }

  private static Colour of(double luma, double blueness, double redness) {
    return new Colour(
        (float) (luma + 1.402 * redness),
        (float) (luma - 0.344 * blueness - 0.714 * redness),
        (float) (luma + 1.772 * blueness));
  }

  /** Luma, as in JPEG. */
  float luma() {
    return 0.299f * red + 0.587f * green + 0.114f * blue;
  }

  /** The same hue, lighter or darker. */
  Colour lighter(double amount) {
    float by = (float) amount;
    return new Colour(red + by, green + by, blue + by);
  }

  /** The same hue at another luma. */
  Colour withLuma(double luma) {
    return lighter(luma - luma());
  }
}
