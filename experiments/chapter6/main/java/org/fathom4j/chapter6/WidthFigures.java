package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.WidthStudy.Width;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.lesson.Exhibit;

/** The pictures of {@link WidthStudy}. */
final class WidthFigures {
  private static final Ink BUILT = Ink.series(1);
  private static final Ink TRAINED = Ink.series(0);
  private static final int SHOWN = 4;
  private static final int PARTS = 256;

  private WidthFigures() {}

  static List<Exhibit> of(List<Width> widths) {
    return List.of(errors(widths), drawings(widths));
  }

  private static Exhibit errors(List<Width> widths) {
    List<Series> series = new ArrayList<>();
    series.add(
        line(
            "π²/(2n²), the most that n equal pieces miss by",
            Charts.broken(Ink.MUTED, 1.6),
            widths,
            Width::bound));
    series.add(
        line(
            "set by hand: equal pieces",
            Style.line(BUILT, Mark.SQUARE),
            widths,
            w -> w.builtMiss().largest()));
    series.add(
        line(
            "trained: middle of the random starts",
            Style.line(TRAINED, Mark.CIRCLE),
            widths,
            w -> w.median(m -> m.largest())));
    List<Point> dots = new ArrayList<>();
    for (Width width : widths) {
      width.trained().forEach(t -> dots.add(new Point(width.units(), t.miss().largest())));
    }
    series.add(new Series("trained: each random start", Style.dots(TRAINED, Mark.RING, 3), dots));
    double low =
        series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y).min().orElse(1e-3);
    double high =
        series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y).max().orElse(1);
    double first = widths.get(0).units();
    double last = widths.get(widths.size() - 1).units();
    List<Tick> ticks =
        widths.stream().map(w -> new Tick(w.units(), Integer.toString(w.units()))).toList();
    Axis x = new Axis("hidden units (logarithmic)", first / 1.15, last * 1.15, true, ticks);
    Axis y =
        Charts.logarithmic(
            "largest distance from " + WidthNets.TARGET + " (logarithmic)", low / 1.4, high * 1.4);
    Width widest = widths.get(widths.size() - 1);
    Caption caption =
        new Caption(
            "width-error",
            "Error of one hidden layer, by its width",
            WidthNets.TARGET + " on inputs from 0 to 1, checked at 4,097 places",
            "Largest distance by hidden units, set by hand and trained (median): "
                + spoken(widths));
    return new Exhibit(
        new Plot(caption, List.of(new Panel("", x, y, series, List.of()))),
        "Every doubling of the units quarters the bound for networks set by hand. With "
            + widest.units()
            + " units the middle one of the trainings misses by "
            + Say.number(widest.median(m -> m.largest()), 2)
            + ", equal pieces set by hand by "
            + Say.number(widest.builtMiss().largest(), 2)
            + ": that good weights exist does not mean that training finds them.");
  }

  private static Series line(
      String name, Style style, List<Width> widths, ToDoubleFunction<Width> value) {
    return new Series(
        name,
        style,
        widths.stream().map(w -> new Point(w.units(), value.applyAsDouble(w))).toList());
  }

  private static String spoken(List<Width> widths) {
    return widths.stream()
        .map(
            w ->
                w.units()
                    + ": "
                    + Say.number(w.builtMiss().largest(), 2)
                    + " and "
                    + Say.number(w.median(m -> m.largest()), 2))
        .collect(Collectors.joining("; ", "", "."));
  }

  private static Exhibit drawings(List<Width> widths) {
    List<Panel> panels = new ArrayList<>();
    for (Width width : widths.subList(0, Math.min(SHOWN, widths.size()))) {
      MultiLayerNetwork best = width.best().network();
      double[] bends =
          Arrays.stream(WidthNets.kinks(best)).filter(k -> k > 0 && k < 1).sorted().toArray();
      List<Point> marks = new ArrayList<>();
      double[] heights = WidthNets.answers(best, bends.length == 0 ? new double[] {0} : bends);
      for (int i = 0; i < bends.length; i++) {
        marks.add(new Point(bends[i], heights[i]));
      }
      panels.add(
          new Panel(
              width.units() + " units",
              Charts.labelled(
                  "x", 0, 1, List.of(new Tick(0, "0"), new Tick(0.5, "1/2"), new Tick(1, "1"))),
              Charts.labelled(
                  "y", -1.2, 1.2, List.of(new Tick(-1, "−1"), new Tick(0, "0"), new Tick(1, "1"))),
              List.of(
                  new Series(
                      WidthNets.TARGET,
                      new Style(Ink.MUTED, 5, false, Mark.NONE, 0, 0.35),
                      Charts.curve(WidthNets::target, 0, 1, PARTS + 1)),
                  drawn("set by hand", Charts.plain(BUILT, 1.6), width.built()),
                  drawn("trained, the best start", Charts.plain(TRAINED, 1.6), best),
                  new Series("its bends", Charts.marks(TRAINED, Mark.CIRCLE, 3.2), marks)),
              List.of()));
    }
    String better =
        widths.stream()
            .filter(w -> w.best().miss().largest() < w.builtMiss().largest())
            .map(w -> Integer.toString(w.units()))
            .collect(Collectors.joining(", "));
    Caption caption =
        new Caption(
            "width-drawings",
            "What networks of one hidden layer draw",
            WidthNets.TARGET + ", its copy of equal pieces set by hand, and the best trained copy",
            "Few straight pieces cut corners; with more units the line hugs the curve.");
    return new Exhibit(
        new Plot(caption, panels),
        "Each dot is a bend of one hidden unit. Training may put the bends where the curve turns: the"
            + " best start beats equal pieces with "
            + (better.isEmpty() ? "none of these numbers of" : better)
            + " units.");
  }

  private static Series drawn(String name, Style style, MultiLayerNetwork network) {
    double[] places = WidthNets.places(PARTS);
    double[] values = WidthNets.answers(network, places);
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      points.add(new Point(places[i], values[i]));
    }
    return new Series(name, style, points);
  }
}
