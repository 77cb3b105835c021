package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fathom4j.chapter6.StartTrainings.Arm;
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
            "Mean test accuracies over depths and biases. " + spoken(arms) + ".");
    return new Exhibit(
        new HeatMap(
            caption,
            "hidden layers",
            depths.stream().map(d -> Integer.toString(d)).toList(),
            "start of weights, of biases",
            rows),
        see(arms));
  }

  private static String spoken(List<Arm> arms) {
    return StartTrainings.STARTS.stream()
        .map(start -> start.label() + ": " + range(arms, start))
        .collect(Collectors.joining("; "));
  }

  /** From the lowest to the highest of a start, and how many diverged. */
  private static String range(List<Arm> arms, WeightStart start) {
    List<Arm> of = arms.stream().filter(a -> a.start().equals(start)).toList();
    long diverged = of.stream().filter(a -> a.diverged() > 0).count();
    double[] reached =
        of.stream().filter(a -> a.diverged() == 0).mapToDouble(Arm::accuracy).sorted().toArray();
    String lost = diverged == 0 ? "" : diverged + " of " + of.size() + " diverged";
    if (reached.length == 0) {
      return lost;
    }
    String low = Say.fixed(100 * reached[0], 0);
    String high = Say.fixed(100 * reached[reached.length - 1], 0);
    return (low.equals(high) ? low : low + " to " + high)
        + "%"
        + (lost.isEmpty() ? "" : ", " + lost);
  }

  private static String see(List<Arm> arms) {
    double most = 0;
    String where = "";
    for (Arm arm : arms) {
      double change = 100 * (arm.accuracy() - without(arms, arm).accuracy());
      if (Math.abs(change) > Math.abs(most)) {
        most = change;
        where = arm.start().label() + " weights, " + arm.depth() + " layers";
      }
    }
    return "Down a column only the start changes, along a row only the depth. Lowest to highest: "
        + spoken(arms)
        + ". Biases that start at "
        + Say.number(StartTrainings.BIASES.get(StartTrainings.BIASES.size() - 1), 1)
        + " change the accuracy by "
        + (most > 0 ? "+" : "")
        + Say.fixed(most, 0)
        + " points at most"
        + (where.isEmpty() ? "" : " (" + where + ")")
        + ".";
  }

  /** The same trainings with the first start of the biases. */
  private static Arm without(List<Arm> arms, Arm arm) {
    return arms.stream()
        .filter(a -> a.start().equals(arm.start()) && a.depth() == arm.depth())
        .findFirst()
        .orElse(arm);
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
            "Mean square of the first and the last layer: "
                + signals.stream()
                    .map(InitialisationFigures::ends)
                    .collect(Collectors.joining("; "))
                + ".");
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
            + " scale. The factor is "
            + signals.stream()
                .map(s -> Say.number(s.growth(), 3) + " (" + s.start().name() + ")")
                .collect(Collectors.joining(", "))
            + ".");
  }

  private static String ends(Signal signal) {
    List<Double> layers = signal.layers();
    return signal.start().name()
        + ": "
        + Say.number(layers.get(0), 2)
        + " and "
        + Say.number(layers.get(layers.size() - 1), 2);
  }
}
