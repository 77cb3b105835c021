package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.chapter6.MeanMedianStudy.Pair;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.lesson.Exhibit;

/** The picture of {@link MeanMedianStudy}. */
final class MeanMedianFigures {
  private static final int DOTS = 600;

  private MeanMedianFigures() {}

  static List<Exhibit> of(List<Pair> pairs) {
    List<Panel> panels = new ArrayList<>();
    for (Pair pair : pairs) {
      panels.add(panel(pair));
    }
    Caption caption =
        new Caption(
            "mean-and-median",
            "What two losses learn from the same noisy points",
            "Points are sin(2πx) plus noise that is never negative; dashed is what is known",
            "The network trained with squared error runs along the known mean, the one trained with"
                + " absolute error along the known median, which lies lower.");
    return List.of(
        new Exhibit(
            new Plot(caption, panels),
            "The blue curve (squared error) lies higher, drawn up by the few far points; the orange"
                + " one (absolute error) has half of the points above it. A dashed line is where its"
                + " curve should run; the largest distance between the two is "
                + distances(pairs)
                + "."));
  }

  private static String distances(List<Pair> pairs) {
    List<String> said = new ArrayList<>();
    for (Pair pair : pairs) {
      Point squared = farthest(pair.squared(), pair.noise().mean());
      Point absolute = farthest(pair.absolute(), pair.noise().median());
      Point worst = squared.y() > absolute.y() ? squared : absolute;
      said.add(
          Say.fixed(worst.y(), 2)
              + " with "
              + pair.noise().name()
              + " noise (at x = "
              + Say.fixed(worst.x(), 2)
              + ")");
    }
    return String.join(" and ", said);
  }

  /** Where a curve is furthest from what it should be, and how far. */
  private static Point farthest(CurveFit fit, double known) {
    Point worst = new Point(0, 0);
    for (Point point : curve(fit)) {
      double off = Math.abs(point.y() - NoisyCurve.truth(point.x()) - known);
      worst = off > worst.y() ? new Point(point.x(), off) : worst;
    }
    return worst;
  }

  private static Panel panel(Pair pair) {
    Axis x = Charts.axis("x", 0, 1);
    Axis y = Charts.axis("y", -1.2, 6);
    double mean = pair.noise().mean();
    double median = pair.noise().median();
    List<Point> shown = pair.sample().subList(0, Math.min(DOTS, pair.sample().size()));
    return new Panel(
        pair.noise().name() + " noise",
        x,
        y,
        List.of(
            new Series(
                "points (some)", new Style(Ink.MUTED, 0, false, Mark.CIRCLE, 1.4, 0.35), shown),
            new Series(
                "trained with squared error",
                Charts.plain(Ink.series(0), 2.6),
                curve(pair.squared())),
            new Series(
                "trained with absolute error",
                Charts.plain(Ink.series(1), 2.6),
                curve(pair.absolute())),
            new Series(
                "known mean and median",
                Charts.broken(Ink.TEXT, 1.4),
                Charts.curve(v -> NoisyCurve.truth(v) + mean, 0, 1, 121)),
            new Series(
                "known mean and median",
                Charts.broken(Ink.TEXT, 1.4),
                Charts.curve(v -> NoisyCurve.truth(v) + median, 0, 1, 121))),
        List.of());
  }

  private static List<Point> curve(CurveFit fit) {
    double[] x = MeanMedianStudy.places();
    double[] y = fit.outputs(x);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < x.length; i++) {
      points.add(new Point(x[i], y[i]));
    }
    return points;
  }
}
