package org.fathom4j.data.streetnumbers;

/** One pixel while it is painted: where it lies and its colour so far. Reused for every pixel. */
final class Spot {
  /** Place in the frame, from -1 (left) to 1. */
  float x;

  /** Place in the frame, from -1 (top) to 1. */
  float y;

  /** Place on the plane of the number, in digit heights. */
  float u;

  /** Place on the plane of the number, in digit heights, downwards. */
  float v;

  /** Size of the pixel on the plane. */
  float pixel;

  /** Size of the pixel in the frame. */
  float framePixel;

  float red;
  float green;
  float blue;

  /** Share of this pixel that a shape covers, by the signed distance to its outline. */
  static float cover(float distance, float width) {
    float share = 0.5f - distance / width;
    return share <= 0 ? 0 : Math.min(1, share);
  }

  /** Lays a colour over the pixel. */
  void lay(Colour colour, float share) {
    red += share * (colour.red() - red);
    green += share * (colour.green() - green);
    blue += share * (colour.blue() - blue);
  }

  /** Makes the pixel lighter or darker by an amount of 0..255. */
  void lighten(float amount) {
    red += amount;
    green += amount;
    blue += amount;
  }

  /** Dims the pixel by a factor. */
  void dim(float factor) {
    red *= factor;
    green *= factor;
    blue *= factor;
  }
}
