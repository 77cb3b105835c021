package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.Tag;
import org.fathom4j.report.inspection.UnitShape;
import org.fathom4j.report.inspection.UnitShape.Piece;
import org.fathom4j.report.lesson.Exhibit;

/** Some maxout units: their pieces, and the largest of these, along a line through the inputs. */
final class UnitShapesFigure {
  private UnitShapesFigure() {}

  static Exhibit of(List<UnitShape> shapes, String subtitle) {
    List<Panel> panels = shapes.stream().map(UnitShapesFigure::panel).toList();
    int pieces = shapes.get(0).pieces().size();
    int layer = shapes.get(0).layer();
    String alt =
        "Shapes of %s maxout units of layer %s, each the largest of %s straight pieces."
            .formatted(shapes.size(), layer, pieces);
    Caption caption =
        new Caption(
            "unit-shapes",
            "What maxout units of layer %s became".formatted(layer),
            subtitle + ". Units in equal steps through the layer.",
            alt);
    Figure figure = new Plot(caption, panels);
    return new Exhibit(
        figure,
        ("A unit gives the largest of its %s pieces. Each line passes through the mean of what some"
                + " examples that did not train it give the unit, in the direction in which its pieces differ"
                + " most, and spans 96 of 100 of them.")
            .formatted(pieces));
  }

  private static Panel panel(UnitShape shape) {
    List<Series> series = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (Piece piece : shape.pieces()) {
      List<Point> line = List.of(point(shape.from(), piece), point(shape.to(), piece));
      line.forEach(p -> values.add(p.y()));
      Tag tag = tag("unit " + shape.unit() + ": a piece, slope ", piece.slope());
      Style style = new Style(Ink.MUTED, 1.2, true, Mark.NONE, 0, 0.8);
      series.add(new Series("a piece", style, line, List.of(tag)));
    }
    List<Point> largest = places(shape).stream().map(x -> new Point(x, shape.at(x))).toList();
    Tag tag = new Tag("unit " + shape.unit() + ": the largest of its pieces", List.of());
    Style style = new Style(Ink.series(0), 2.6, false, Mark.NONE, 0, 1);
    series.add(new Series("what the unit gives", style, largest, List.of(tag)));
    Axis x =
        new Axis("standard deviations of the inputs", shape.from(), shape.to(), false, List.of());
    Axis y = Axes.measured("", values, false);
    return new Panel("unit " + shape.unit(), x, y, series, List.of());
  }

  private static Tag tag(String what, double number) {
    return new Tag(what + Numbers.significant(number, 3), List.of());
  }

  private static Point point(double place, Piece piece) {
    return new Point(place, piece.at(place));
  }

  /** Both ends, and where two pieces cross. */
  private static List<Double> places(UnitShape shape) {
    TreeSet<Double> places = new TreeSet<>(List.of(shape.from(), shape.to()));
    for (Piece a : shape.pieces()) {
      for (Piece b : shape.pieces()) {
        double crossing = (b.middle() - a.middle()) / (a.slope() - b.slope());
        if (crossing > shape.from() && crossing < shape.to()) {
          places.add(crossing);
        }
      }
    }
    return List.copyOf(places);
  }
}
