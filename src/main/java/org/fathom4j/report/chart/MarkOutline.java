package org.fathom4j.report.chart;

import java.util.List;

/**
 * The geometry of a mark.
 *
 * @param round whether it is the circle of the mark's radius; else it is made of lines
 * @param filled whether its inside is filled
 * @param lines corners in pixels; closed where filled
 */
record MarkOutline(boolean round, boolean filled, List<List<Point>> lines) {
  static MarkOutline of(Shape.Marker marker) {
    double x = marker.at().x();
    double y = marker.at().y();
    double r = marker.radius();
    double s = r * 0.88;
    return switch (marker.mark()) {
      case NONE -> new MarkOutline(false, true, List.of());
      case CIRCLE -> new MarkOutline(true, true, List.of());
      case RING -> new MarkOutline(true, false, List.of());
      case SQUARE ->
          polygon(
              new Point(x - s, y - s),
              new Point(x + s, y - s),
              new Point(x + s, y + s),
              new Point(x - s, y + s));
      case TRIANGLE ->
          polygon(
              new Point(x, y - r * 1.15),
              new Point(x + r * 1.05, y + r * 0.8),
              new Point(x - r * 1.05, y + r * 0.8));
      case DIAMOND ->
          polygon(
              new Point(x, y - r * 1.2),
              new Point(x + r * 1.2, y),
              new Point(x, y + r * 1.2),
              new Point(x - r * 1.2, y));
      case CROSS ->
          new MarkOutline(
              false,
              false,
              List.of(
                  List.of(new Point(x - s, y - s), new Point(x + s, y + s)),
                  List.of(new Point(x - s, y + s), new Point(x + s, y - s))));
    };
  }

  private static MarkOutline polygon(Point... corners) {
    return new MarkOutline(false, true, List.of(List.of(corners)));
  }
}
