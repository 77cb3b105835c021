package org.fathom4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.report.chart.Shape.Text.Anchor;

/** A drawing being made: shapes are added on top of one another. */
final class Sketch {
  /** Space between the edge and anything drawn. */
  static final double MARGIN = 16;

  /** Size of tick labels and legends. */
  static final double SMALL = 12;

  private final double width;
  private final List<Shape> shapes = new ArrayList<>();

  Sketch(double width) {
    this.width = width;
  }

  double width() {
    return width;
  }

  /** Width between the margins. */
  double room() {
    return width - 2 * MARGIN;
  }

  /** Small text with its anchor at a point of its baseline. */
  Shape.Text small(String text, Point at, Anchor anchor, Ink ink) {
    Shape.Text shape = new Shape.Text(text, at, anchor, SMALL, Weight.REGULAR, ink);
    add(shape);
    return shape;
  }

  void add(Shape shape) {
    shapes.add(shape);
  }

  void line(double width, Ink ink, Point... points) {
    add(new Shape.Line(List.of(points), ink, width, false, 1, Tag.NONE));
  }

  /**
   * Lines of text from the left margin down.
   *
   * @param top where the first line's letters begin
   * @return where the last line ends
   */
  double paragraph(String text, double top, double size, Weight weight, Ink ink) {
    double y = top;
    for (String line : Lettering.wrap(text, size, weight, room())) {
      y += size * 1.3;
      Point at = new Point(MARGIN, y - size * 0.3);
      add(new Shape.Text(line, at, Anchor.START, size, weight, ink));
    }
    return y;
  }

  Drawing finish(double height, String alt) {
    return new Drawing(width, height, alt, shapes);
  }
}
