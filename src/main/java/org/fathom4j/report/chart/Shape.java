package org.fathom4j.report.chart;

import java.util.List;

/** One thing on a drawing. */
public sealed interface Shape {
  /**
   * A filled rectangle.
   *
   * @param tag what it stands for
   */
  record Fill(Box box, Ink ink, Tag tag) implements Shape {}

  /**
   * A line through points.
   *
   * @param width in pixels
   * @param dashed whether it is broken
   * @param opacity from 0 to 1
   * @param tag what it stands for
   */
  record Line(List<Point> points, Ink ink, double width, boolean dashed, double opacity, Tag tag)
      implements Shape {
    /** Copies the points. */
    public Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A mark around a point.
   *
   * @param radius in pixels
   * @param opacity from 0 to 1
   * @param tag what it stands for
   */
  record Marker(Mark mark, Point at, double radius, Ink ink, double opacity, Tag tag)
      implements Shape {}

  /**
   * A line of text.
   *
   * @param at on the baseline, where the anchor is
   * @param size of the letters in pixels
   */
  record Text(String text, Point at, Anchor anchor, double size, Weight weight, Ink ink)
      implements Shape {
    private static final double ASCENT = 0.77;
    private static final double DESCENT = 0.22;

    /** Which part of the text lies at its point. */
    public enum Anchor {
      /** The left end. */
      START,
      /** The middle. */
      MIDDLE,
      /** The right end. */
      END
    }

    /** What the text covers, from the top of its capitals to the foot of its descenders. */
    public Box bounds() {
      double width = Lettering.width(text, size, weight);
      double left =
          switch (anchor) {
            case START -> at.x();
            case MIDDLE -> at.x() - width / 2;
            case END -> at.x() - width;
          };
      return new Box(left, at.y() - ASCENT * size, width, (ASCENT + DESCENT) * size);
    }
  }
}
