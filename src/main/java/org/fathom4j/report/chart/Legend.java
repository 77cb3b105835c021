package org.fathom4j.report.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.Shape.Text.Anchor;

/** The rows that say which series looks how. */
final class Legend {
  private static final double SWATCH = 24;
  private static final double ROW = 20;
  private static final double GAP = 18;

  private Legend() {}

  /** Name and look of every named series, each name once. */
  static Map<String, Style> entries(Plot plot) {
    Map<String, Style> entries = new LinkedHashMap<>();
    plot.panels().stream()
        .flatMap(panel -> panel.series().stream())
        .filter(series -> !series.name().isEmpty())
        .forEach(series -> entries.putIfAbsent(series.name(), series.style()));
    return entries;
  }

  /** Draws the rows from {@code top} on; returns where they end. */
  static double draw(Sketch sketch, Map<String, Style> entries, double top) {
    if (entries.isEmpty()) {
      return top;
    }
    double x = Sketch.MARGIN;
    double y = top;
    double right = Sketch.MARGIN + sketch.room();
    for (Map.Entry<String, Style> entry : entries.entrySet()) {
      double most = sketch.room() - SWATCH - 6;
      String name = Lettering.fit(entry.getKey(), Sketch.SMALL, Weight.REGULAR, most);
      double width = SWATCH + 6 + Lettering.width(name, Sketch.SMALL, Weight.REGULAR);
      if (x > Sketch.MARGIN && x + width > right) {
        x = Sketch.MARGIN;
        y += ROW;
      }
      swatch(sketch, entry.getValue(), new Point(x, y + ROW / 2));
      Point at = new Point(x + SWATCH + 6, y + ROW / 2 + 4);
      sketch.small(name, at, Anchor.START, Ink.TEXT);
      x += width + GAP;
    }
    return y + ROW;
  }

  private static void swatch(Sketch sketch, Style style, Point left) {
    if (style.lineWidth() > 0) {
      List<Point> line = List.of(left, new Point(left.x() + SWATCH, left.y()));
      double width = Math.min(10, Math.max(style.lineWidth(), 1.4));
      double opacity = Math.max(style.opacity(), 0.6);
      sketch.add(new Shape.Line(line, style.ink(), width, style.dashed(), opacity, Tag.NONE));
    }
    Point middle = new Point(left.x() + SWATCH / 2, left.y());
    double radius = Math.min(style.radius(), 4);
    sketch.add(
        new Shape.Marker(style.mark(), middle, radius, style.ink(), style.opacity(), Tag.NONE));
  }
}
