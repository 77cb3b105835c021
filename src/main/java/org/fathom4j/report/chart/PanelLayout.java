package org.fathom4j.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Label;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.Shape.Text.Anchor;

/** Draws one panel into its box: grid, tick labels, series, labels beside points. */
final class PanelLayout {
  private static final double[] OFFSETS = {9, 13, 18, 24};

  private final Panel panel;
  private final Box plot;
  private final Sketch sketch;
  private final List<Box> taken = new ArrayList<>();

  PanelLayout(Panel panel, Box plot, Sketch sketch) {
    this.panel = panel;
    this.plot = plot;
    this.sketch = sketch;
  }

  static int verticalTicks(double height) {
    return (int) Math.max(3, height / 44);
  }

  static String shortened(String label, double room) {
    return Lettering.fit(label, Sketch.SMALL, Weight.REGULAR, room);
  }

  /**
   * Draws the panel.
   *
   * @param mostLabel widest that a label at the left may be, 0 to leave them out
   * @param spare by how much a label below may pass the box's sides
   */
  void draw(double mostLabel, double spare) {
    rows(mostLabel);
    columns(spare);
    panel.series().forEach(this::series);
    panel.labels().forEach(this::label);
  }

  private void rows(double mostLabel) {
    double free = Double.POSITIVE_INFINITY;
    for (Tick tick : panel.y().ticks(verticalTicks(plot.height()))) {
      double y = place(new Point(panel.x().low(), tick.value())).y();
      sketch.line(1, Ink.GRID, new Point(plot.x(), y), new Point(plot.right(), y));
      String text = shortened(tick.label(), mostLabel);
      Point at = new Point(plot.x() - 8, y + 4);
      var label = new Shape.Text(text, at, Anchor.END, Sketch.SMALL, Weight.REGULAR, Ink.MUTED);
      if (mostLabel > 0 && label.bounds().bottom() < free) {
        sketch.add(label);
        free = label.bounds().y() - 2;
      }
    }
    Point left = new Point(plot.x(), plot.bottom());
    sketch.line(1, Ink.AXIS, left, new Point(plot.right(), plot.bottom()));
  }

  private void columns(double spare) {
    List<Tick> ticks = panel.x().ticks((int) Math.max(3, plot.width() / 56));
    double free = plot.x() - spare;
    double most = Math.max(44, plot.width() / Math.max(1, ticks.size()) - 8);
    for (Tick tick : ticks) {
      double x = place(new Point(tick.value(), panel.y().low())).x();
      Point foot = new Point(x, plot.bottom());
      sketch.line(1, Ink.AXIS, foot, new Point(x, plot.bottom() + 4));
      String text = shortened(tick.label(), most);
      double half = Lettering.width(text, Sketch.SMALL, Weight.REGULAR) / 2;
      double middle = Math.max(plot.x() - spare + half, Math.min(plot.right() + spare - half, x));
      if (middle - half >= free) {
        sketch.small(text, new Point(middle, plot.bottom() + 17), Anchor.MIDDLE, Ink.MUTED);
        free = middle + half + 6;
      }
    }
  }

  private void series(Series series) {
    Style style = series.style();
    List<Point> run = new ArrayList<>();
    for (Point point : series.points()) {
      if (shown(point)) {
        run.add(place(point));
      } else {
        line(run, series);
        run.clear();
      }
    }
    line(run, series);
    for (int i = 0; i < series.points().size() && style.mark() != Mark.NONE; i++) {
      if (shown(series.points().get(i))) {
        mark(series.points().get(i), style, series.tag(i));
      }
    }
  }

  private void line(List<Point> run, Series series) {
    Style style = series.style();
    if (run.size() > 1 && style.lineWidth() > 0) {
      sketch.add(
          new Shape.Line(
              run,
              style.ink(),
              style.lineWidth(),
              style.dashed(),
              style.opacity(),
              series.lineTag()));
      for (int i = 1; i < run.size(); i++) {
        occupy(run.get(i - 1), run.get(i));
      }
    }
  }

  /** Labels keep off the line: it is taken as a chain of small squares. */
  private void occupy(Point from, Point to) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    int steps = (int) Math.ceil(length / 5);
    for (int i = 0; i <= steps; i++) {
      double x = from.x() + (to.x() - from.x()) * i / Math.max(1, steps);
      double y = from.y() + (to.y() - from.y()) * i / Math.max(1, steps);
      taken.add(new Box(x - 2, y - 2, 4, 4));
    }
  }

  private void mark(Point point, Style style, Tag tag) {
    Point at = place(point);
    double radius = style.radius();
    sketch.add(new Shape.Marker(style.mark(), at, radius, style.ink(), style.opacity(), tag));
    taken.add(new Box(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius));
  }

  private boolean shown(Point point) {
    return point.finite() && within(panel.x(), point.x()) && within(panel.y(), point.y());
  }

  private static boolean within(Axis axis, double value) {
    double position = axis.position(value);
    return position >= -1e-9 && position <= 1 + 1e-9;
  }

  private Point place(Point point) {
    return new Point(
        plot.x() + panel.x().position(point.x()) * plot.width(),
        plot.bottom() - panel.y().position(point.y()) * plot.height());
  }

  private void label(Label label) {
    if (shown(label.at())) {
      spot(label)
          .ifPresent(
              text -> {
                Box box = text.bounds();
                sketch.add(text);
                taken.add(box);
              });
    }
  }

  private Optional<Shape.Text> spot(Label label) {
    Point at = place(label.at());
    for (double offset : OFFSETS) {
      List<Shape.Text> candidates =
          List.of(
              candidate(label, new Point(at.x(), at.y() - offset), Anchor.MIDDLE),
              candidate(label, new Point(at.x(), at.y() + offset + 8), Anchor.MIDDLE),
              candidate(label, new Point(at.x() + offset, at.y() + 4), Anchor.START),
              candidate(label, new Point(at.x() - offset, at.y() + 4), Anchor.END),
              candidate(label, new Point(at.x() + offset * 0.7, at.y() + offset + 6), Anchor.START),
              candidate(label, new Point(at.x() - offset * 0.7, at.y() - offset + 2), Anchor.END));
      for (Shape.Text candidate : candidates) {
        Box box = candidate.bounds();
        if (plot.contains(box) && taken.stream().noneMatch(box::overlaps)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private static Shape.Text candidate(Label label, Point at, Anchor anchor) {
    return new Shape.Text(label.text(), at, anchor, Sketch.SMALL, Weight.MEDIUM, label.ink());
  }
}
