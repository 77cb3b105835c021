package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Label;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.Tag;
import org.fathom4j.report.inspection.LearnedSlopes;
import org.fathom4j.report.lesson.Exhibit;

/** The slopes that rectifiers learned for values below 0: a dot each, layer by layer. */
final class SlopesFigure {
  private static final double SPREAD = 0.3;

  private SlopesFigure() {}

  static Exhibit of(List<LearnedSlopes> layers, String subtitle) {
    List<Double> values = new ArrayList<>(List.of(0.0));
    List<Tick> ticks = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    Dots dots = new Dots();
    Dots medians = new Dots();
    List<Series> starts = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      LearnedSlopes layer = layers.get(i);
      String name = "layer " + layer.layer();
      ticks.add(new Tick(i, name));
      values.addAll(layer.some());
      values.add(layer.start());
      for (int k = 0; k < layer.some().size(); k++) {
        double slope = layer.some().get(k);
        // One after the other from the smallest up: a flat stretch is where many are.
        double place = i + SPREAD * (2 * (k + 0.5) / layer.some().size() - 1);
        Tag tag = new Tag(name + ": slope " + Numbers.significant(slope, 3), List.of());
        dots.add(new Point(place, slope), tag);
      }
      double median = layer.median();
      String middle =
          "%s: median %s of %s slopes"
              .formatted(name, Numbers.significant(median, 3), Numbers.count(layer.all()));
      medians.add(new Point(i, median), new Tag(middle, List.of()));
      labels.add(new Label(new Point(i, median), Numbers.significant(median, 2), Ink.series(1)));
      List<Point> start =
          List.of(new Point(i - 0.42, layer.start()), new Point(i + 0.42, layer.start()));
      starts.add(
          new Series("before training", new Style(Ink.MUTED, 1.4, true, Mark.NONE, 0, 1), start));
    }
    List<Series> series = new ArrayList<>(starts);
    series.add(dots.as("a learned slope", Style.dots(Ink.series(0), Mark.CIRCLE, 2.6)));
    series.add(medians.as("median", new Style(Ink.series(1), 0, false, Mark.DIAMOND, 5, 1)));
    Axis x = new Axis("", -0.5, layers.size() - 0.5, false, ticks);
    Axis y = Axes.measured("slope below 0", values, false);
    String alt =
        layers.stream()
            .map(l -> "layer " + l.layer() + ": median " + Numbers.significant(l.median(), 2))
            .collect(Collectors.joining("; ", "Learned slopes. ", "."));
    Caption caption = new Caption("slopes", "Slopes that rectifiers learned", subtitle, alt);
    Figure figure = new Plot(caption, List.of(new Panel("", x, y, series, labels)));
    return new Exhibit(
        figure,
        "Each dot is what one channel or unit multiplies values below 0 with: 0 is a ReLU, 1 a"
            + " straight line, below 0 it bends up again. Within a layer they stand in order.");
  }
}
