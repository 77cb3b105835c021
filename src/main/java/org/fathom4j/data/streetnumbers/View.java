package org.fathom4j.data.streetnumbers;

import java.util.List;

/**
 * From the plane of the number to the image and back: slant, squeeze by a view from the side,
 * rotation and perspective. Points are homogeneous; the matrix is row by row.
 */
final class View {
  private final double[] toImage;
  private final double[] toPlane;

  private View(double[] toImage) {
    this.toImage = toImage;
    this.toPlane = adjugate(toImage);
  }

  /** A way to hold the camera. */
  static View draw(Draws draws, double strength) {
    double angle = draws.normal((draws.chance(0.15) ? 0.16 : 0.05) * strength);
    double slant = draws.normal(0.10 * strength);
    double squeeze = draws.around(1, 0.10 * strength);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    return new View(
        new double[] {
          cos * squeeze,
          -cos * slant - sin,
          0,
          sin * squeeze,
          -sin * slant + cos,
          0,
          draws.normal(0.04 * strength),
          draws.normal(0.04 * strength),
          1
        });
  }

  private static double[] adjugate(double[] m) {
    return new double[] {
      m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]
    };
  }

  /** The box in the image that holds some digits: left, top, right, bottom. */
  double[] box(List<PlacedDigit> digits) {
    double[] box = {1e9, 1e9, -1e9, -1e9};
    for (PlacedDigit digit : digits) {
      double halfWidth = digit.halfWidth();
      double halfHeight = digit.size() * (0.5 + digit.weight());
      for (int corner = 0; corner < 4; corner++) {
        double across = (corner & 1) == 0 ? -halfWidth : halfWidth;
        double down = (corner & 2) == 0 ? -halfHeight : halfHeight;
        double u = digit.x() + digit.cos() * across - digit.sin() * down;
        double v = digit.y() + digit.sin() * across + digit.cos() * down;
        double w = toImage[6] * u + toImage[7] * v + toImage[8];
        double x = (toImage[0] * u + toImage[1] * v + toImage[2]) / w;
        double y = (toImage[3] * u + toImage[4] * v + toImage[5]) / w;
        box[0] = Math.min(box[0], x);
        box[1] = Math.min(box[1], y);
        box[2] = Math.max(box[2], x);
        box[3] = Math.max(box[3], y);
      }
    }
    return box;
  }

  /** Moves a spot to a point of the image, and finds where on the plane that is. */
  void locate(Spot spot, double x, double y) {
    double w = toPlane[6] * x + toPlane[7] * y + toPlane[8];
    spot.u = (float) ((toPlane[0] * x + toPlane[1] * y + toPlane[2]) / w);
    spot.v = (float) ((toPlane[3] * x + toPlane[4] * y + toPlane[5]) / w);
  }
}
