package org.fathom4j.report.chart;

import java.util.List;

/**
 * Points that belong together, in the units of their panel's axes.
 *
 * @param name in the legend; empty for none; equal names share one legend entry
 * @param points in order of x; one that is not finite breaks the line and has no mark
 * @param tags none, one for each point, or a single one for the whole line
 */
public record Series(String name, Style style, List<Point> points, List<Tag> tags) {
  /** Copies the lists. */
  public Series {
    points = List.copyOf(points);
    tags = List.copyOf(tags);
  }

  /** Points that stand for themselves alone. */
  public Series(String name, Style style, List<Point> points) {
    this(name, style, points, List.of());
  }

  /** What the whole line stands for. */
  Tag lineTag() {
    return tags.size() == 1 && points.size() != 1 ? tags.get(0) : Tag.NONE;
  }

  /** What the point of that index stands for. */
  Tag tag(int index) {
    return tags.size() == points.size() ? tags.get(index) : lineTag();
  }

  /**
   * How a series looks.
   *
   * @param lineWidth in pixels; 0 for marks alone
   * @param dashed whether the line is broken
   * @param mark at every point
   * @param radius of the marks in pixels
   * @param opacity from 0 to 1
   */
  public record Style(
      Ink ink, double lineWidth, boolean dashed, Mark mark, double radius, double opacity) {
    /** A line with marks. */
    public static Style line(Ink ink, Mark mark) {
      return new Style(ink, 2.2, false, mark, 4, 1);
    }

    /** A broken line with marks. */
    public static Style dashedLine(Ink ink, Mark mark) {
      return new Style(ink, 1.8, true, mark, 3.4, 1);
    }

    /** A thin pale line without marks: one of many. */
    public static Style thread(Ink ink, boolean dashed) {
      return new Style(ink, 1, dashed, Mark.NONE, 0, 0.45);
    }

    /** Marks without a line. */
    public static Style dots(Ink ink, Mark mark, double radius) {
      return new Style(ink, 0, false, mark, radius, 0.6);
    }
  }
}
