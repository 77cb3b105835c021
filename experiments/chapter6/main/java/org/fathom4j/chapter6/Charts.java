package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series.Style;

/** Axes, lines and curves of the studies' pictures. */
final class Charts {
  private Charts() {}

  static Axis axis(String title, double low, double high) {
    return new Axis(title, low, high, false, List.of());
  }

  static Axis logarithmic(String title, double low, double high) {
    return new Axis(title, low, high, true, List.of());
  }

  /** An axis that is labelled at these values alone. */
  static Axis labelled(String title, double low, double high, List<Tick> ticks) {
    return new Axis(title, low, high, false, ticks);
  }

  /** A line without marks. */
  static Style plain(Ink ink, double width) {
    return new Style(ink, width, false, Mark.NONE, 0, 1);
  }

  /** A broken line without marks. */
  static Style broken(Ink ink, double width) {
    return new Style(ink, width, true, Mark.NONE, 0, 1);
  }

  /** Opaque marks without a line. */
  static Style marks(Ink ink, Mark mark, double radius) {
    return new Style(ink, 0, false, mark, radius, 1);
  }

  /** A function at {@code count} equally spaced places from {@code low} to {@code high}. */
  static List<Point> curve(DoubleUnaryOperator function, double low, double high, int count) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double x = low + (high - low) * i / (count - 1);
      points.add(new Point(x, function.applyAsDouble(x)));
    }
    return points;
  }

  /** The part of the straight line {@code a x + b y = c} that lies within both axes. */
  static List<Point> straight(double a, double b, double c, Axis x, Axis y) {
    List<Point> ends = new ArrayList<>();
    for (double edge : new double[] {x.low(), x.high()}) {
      double at = (c - a * edge) / b;
      if (at >= y.low() && at <= y.high()) {
        ends.add(new Point(edge, at));
      }
    }
    for (double edge : new double[] {y.low(), y.high()}) {
      double at = (c - b * edge) / a;
      if (at >= x.low() && at <= x.high()) {
        ends.add(new Point(at, edge));
      }
    }
    ends.sort(Comparator.comparingDouble(Point::x).thenComparingDouble(Point::y));
    return ends;
  }
}
