package org.fathom4j.study.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Cell;
import org.fathom4j.report.chart.Figure.HeatMap;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Figure.Row;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.study.chapter6.StartTrainings.Arm;

/** The pictures of {@link InitialisationStudy}. */
final class InitialisationFigures {
  private InitialisationFigures() {}

  static List<Exhibit> of(List<Arm> arms, List<Integer> depths, List<Signal> signals) {
    return List.of(accuracies(arms, depths), sizes(signals));
  }

  private static Exhibit accuracies(List<Arm> arms, List<Integer> depths) {
    List<Row> rows = new ArrayList<>();
    for (WeightStart start : StartTrainings.STARTS) {
      for (double bias : StartTrainings.BIASES) {
        List<Cell> cells =
            arms.stream()
                .filter(a -> a.start().equals(start) && a.bias() == bias)
                .map(InitialisationFigures::cell)
                .toList();
        rows.add(new Row(start.label() + ", " + Say.number(bias, 1), cells));
      }
    }
    Caption caption =
        new Caption(
            "initialisation-accuracy",
            "Test accuracy by start of the weights and number of layers",
            "Ten classes of noisy patterns (generated); chance is 10%; DIVERGED: the loss left all"
                + " bounds",
            "Accuracy is at chance for zero and equal weights, high for He's start at every depth,"
                + " and falls to chance with depth for tiny weights; too large weights diverge.");
    return new Exhibit(
        new HeatMap(
            caption,
            "hidden layers",
            depths.stream().map(d -> Integer.toString(d)).toList(),
            "start of weights, of biases",
            rows),
        "Only He's start learns at every depth. Tiny weights fail once the network is deep, too"
            + " large ones end in numbers beyond all bounds, and a bias of 0.1 changes little.");
  }

  private static Cell cell(Arm arm) {
    return arm.diverged() > 0
        ? new Cell(Double.NaN, "DIVERGED")
        : new Cell(arm.accuracy(), Say.fixed(100 * arm.accuracy(), 0) + "%");
  }

  private static Exhibit sizes(List<Signal> signals) {
    List<Series> series = new ArrayList<>();
    for (int i = 0; i < signals.size(); i++) {
      List<Double> layers = signals.get(i).layers();
      List<Point> points =
          IntStream.range(0, layers.size())
              .mapToObj(l -> new Point(l + 1.0, layers.get(l)))
              .toList();
      series.add(
          new Series(
              signals.get(i).start().name(),
              Series.Style.line(Ink.series(i), Mark.series(i)),
              points));
    }
    List<Tick> ticks =
        IntStream.rangeClosed(1, Signal.DEPTH)
            .mapToObj(l -> new Tick(l, Integer.toString(l)))
            .toList();
    double low =
        series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y).min().orElse(0.1);
    double high =
        series.stream().flatMap(s -> s.points().stream()).mapToDouble(Point::y).max().orElse(1);
    List<Tick> powers = new ArrayList<>();
    for (int power = -30; power <= 30; power += 5) {
      if (Math.pow(10, power) > low / 10 && Math.pow(10, power) < high * 10) {
        powers.add(
            new Tick(
                Math.pow(10, power), power == 0 ? "1" : "1e" + (power + "").replace('-', '−')));
      }
    }
    Caption caption =
        new Caption(
            "initialisation-size",
            "Size of the activations, layer by layer, before training",
            Signal.NETWORKS
                + " networks of "
                + Signal.DEPTH
                + " layers of "
                + Signal.WIDTH
                + " rectifiers, biases 0",
            "On a logarithmic scale the mean square falls in a straight line for small weights,"
                + " rises for large ones and stays level for He's start.");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel(
                    "",
                    Charts.labelled("hidden layer", 0.7, Signal.DEPTH + 0.3, ticks),
                    new Axis(
                        "mean square of the activations (logarithmic)",
                        low / 10,
                        high * 10,
                        true,
                        powers),
                    series,
                    List.of()))),
        "Every layer multiplies the size by the same factor, so the lines are straight on this"
            + " scale: level for He's start, halved a layer at half its variance.");
  }
}
