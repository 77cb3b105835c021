package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.Tag;

/** Points as they are collected, each with what it stands for. */
final class Dots {
  private final List<Point> points = new ArrayList<>();
  private final List<Tag> tags = new ArrayList<>();

  void add(Point point, Tag tag) {
    points.add(point);
    tags.add(tag);
  }

  List<Point> points() {
    return points;
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  Series as(String name, Style style) {
    return new Series(name, style, points, tags);
  }
}
