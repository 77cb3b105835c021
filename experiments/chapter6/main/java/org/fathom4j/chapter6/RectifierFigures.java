package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.RectifierStudy.Kind;
import org.fathom4j.chapter6.RectifierStudy.Trained;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
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
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.study.StudyContext.FinishedSweep;
import org.fathom4j.training.BatchArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The pictures of {@link RectifierStudy}. */
final class RectifierFigures {
  private static final int IMAGES = 50;
  private static final int SHAPES = 6;

  private RectifierFigures() {}

  /**
   * All of them.
   *
   * @param see what to see in the accuracies
   */
  static List<Exhibit> of(FinishedSweep sweep, List<Kind> kinds, String see) {
    List<Exhibit> exhibits = new ArrayList<>();
    exhibits.add(accuracies(sweep, kinds, see));
    exhibits.add(shapes(sweep, kinds));
    if (kinds.stream().anyMatch(k -> !k.networks().get(0).slopes().isEmpty())) {
      exhibits.add(slopes(kinds));
    }
    return exhibits;
  }

  private static Exhibit accuracies(FinishedSweep sweep, List<Kind> kinds, String see) {
    List<String> units = kinds.stream().map(Kind::unit).distinct().toList();
    List<String> biases = kinds.stream().map(Kind::bias).distinct().toList();
    List<Series> series = new ArrayList<>();
    double low = 100;
    double high = 0;
    for (Kind kind : kinds) {
      int of = biases.indexOf(kind.bias());
      // The first kind at the top; the starts of the biases side by side.
      double y = -units.indexOf(kind.unit()) - (of - (biases.size() - 1) / 2.0) * 0.34;
      String name = kind.bias().isEmpty() ? "" : "bias " + kind.bias() + ": ";
      List<Point> dots = new ArrayList<>();
      for (double accuracy : kind.accuracies()) {
        dots.add(new Point(100 * accuracy, y - 0.1));
        low = Math.min(low, 100 * accuracy);
        high = Math.max(high, 100 * accuracy);
      }
      kind.interval().ifPresent(interval -> series.add(bar(name, Ink.series(of), interval, y)));
      series.add(
          new Series(
              name + "mean",
              Charts.marks(Ink.series(of), of == 0 ? Mark.CIRCLE : Mark.SQUARE, 5),
              List.of(new Point(100 * kind.mean(), y))));
      series.add(new Series(name + "each seed", Style.dots(Ink.series(of), Mark.RING, 2.6), dots));
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = units.size() - 1; i >= 0; i--) {
      ticks.add(new Tick(-i, units.get(i)));
    }
    double air = Math.max(0.5, 0.1 * (high - low));
    Caption caption =
        new Caption(
            "rectifiers-accuracy",
            "Test accuracy by kind of hidden unit",
            sweep.data().info().title() + "; one network, its units exchanged",
            "Mean test accuracies: " + spoken(kinds) + ".");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel(
                    "",
                    Charts.axis(
                        "test accuracy (%)", Math.max(0, low - air), Math.min(100, high + air)),
                    Charts.labelled("kind of unit", 0.4 - units.size(), 0.6, ticks),
                    series,
                    List.of()))),
        see);
  }

  private static Series bar(String name, Ink ink, Interval interval, double y) {
    return new Series(
        name + "95% interval of the mean",
        new Style(ink, 5, false, Mark.NONE, 0, 0.35),
        List.of(new Point(100 * interval.low(), y), new Point(100 * interval.high(), y)));
  }

  private static String spoken(List<Kind> kinds) {
    return String.join(
        "; ",
        kinds.stream().map(k -> k.title() + " " + Say.fixed(100 * k.mean(), 1) + "%").toList());
  }

  private static Exhibit shapes(FinishedSweep sweep, List<Kind> kinds) {
    INDArray images;
    try (Batches batches = Batches.ordered(sweep.data().test(), IMAGES)) {
      Batch batch = Objects.requireNonNull(batches.next());
      images = BatchArrays.features(batch);
    }
    Map<String, List<List<Point>>> byUnit = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      byUnit.computeIfAbsent(kind.unit(), unit -> shapes(kind.networks().get(0), images));
    }
    double low =
        byUnit.values().stream()
            .flatMap(List::stream)
            .flatMap(List::stream)
            .mapToDouble(Point::y)
            .min()
            .orElse(0);
    Axis outputs = Charts.axis("output, scaled", low - 0.05, 1.05);
    List<Panel> panels = new ArrayList<>();
    byUnit.forEach(
        (unit, shapes) -> {
          List<Series> series = new ArrayList<>();
          for (List<Point> shape : shapes) {
            Ink ink = Ink.series(series.size());
            series.add(new Series("", new Style(ink, 1.6, false, Mark.NONE, 0, 0.9), shape));
          }
          panels.add(
              new Panel(
                  unit,
                  Charts.labelled(
                      "input of the unit",
                      -3,
                      3,
                      List.of(new Tick(-3, "−3"), new Tick(0, "0"), new Tick(3, "3"))),
                  outputs,
                  series,
                  List.of()));
        });
    Caption caption =
        new Caption(
            "rectifiers-shapes",
            "Shapes of hidden units after training",
            "First layer, up to "
                + SHAPES
                + " units; maxout units along the line on which their pieces differ most,"
                + " in standard deviations of its input",
            "ReLU is bent once at 0; maxout units have learned bends of their own.");
    return new Exhibit(
        new Plot(caption, panels),
        "The first kinds have their bend fixed at 0, PReLU learns the slope on its left, and a"
            + " maxout unit learns its whole shape: always bent upwards, in as many pieces as it"
            + " uses.");
  }

  private static List<List<Point>> shapes(Trained trained, INDArray images) {
    MultiLayerNetwork network = trained.network();
    List<List<Point>> maxout = MaxoutShapes.of(network, images, SHAPES);
    if (!maxout.isEmpty()) {
      return maxout;
    }
    if (!trained.slopes().isEmpty()) {
      List<Double> slopes = trained.slopes().get(0).slopes();
      return slopes.subList(0, Math.min(SHAPES, slopes.size())).stream()
          .map(RectifierFigures::bent)
          .toList();
    }
    return List.of(bent(HiddenUnits.fixedSlope(network).orElse(0)));
  }

  /** max(0, z) + slope · min(0, z), divided by its largest value. */
  private static List<Point> bent(double slope) {
    double scale = 3 * Math.max(1, Math.abs(slope));
    return List.of(new Point(-3, -3 * slope / scale), new Point(0, 0), new Point(3, 3 / scale));
  }

  private static Exhibit slopes(List<Kind> kinds) {
    List<LearnedSlopes> all =
        kinds.stream()
            .flatMap(k -> k.networks().stream())
            .flatMap(n -> n.slopes().stream())
            .toList();
    int layers = all.stream().mapToInt(LearnedSlopes::number).max().orElse(1);
    List<Point> dots = new ArrayList<>();
    List<Point> means = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (int number = 1; number <= layers; number++) {
      int wanted = number;
      double[] values =
          all.stream()
              .filter(l -> l.number() == wanted)
              .flatMap(l -> l.slopes().stream())
              .mapToDouble(Double::doubleValue)
              .toArray();
      for (int i = 0; i < values.length; i++) {
        dots.add(new Point(number + 0.3 * ((i + 0.5) / values.length - 0.5), values[i]));
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
      means.add(new Point(number, Samples.mean(values)));
      ticks.add(new Tick(number, Integer.toString(number)));
    }
    double start = all.get(0).start();
    Axis x = Charts.labelled("PReLU layer, from the input on", 0.5, layers + 0.5, ticks);
    Axis y =
        Charts.axis(
            "slope for negative inputs", Math.min(0, low) - 0.05, Math.max(0.5, high) + 0.05);
    Caption caption =
        new Caption(
            "rectifiers-slopes",
            "Slopes that PReLU has learned, by layer",
            "Every channel or unit of every trained PReLU network",
            "Mean slopes by layer: "
                + String.join("; ", means.stream().map(m -> Say.fixed(m.y(), 3)).toList())
                + ".");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel(
                    "",
                    x,
                    y,
                    List.of(
                        new Series(
                            "start",
                            Charts.broken(Ink.MUTED, 1.4),
                            List.of(new Point(0.5, start), new Point(layers + 0.5, start))),
                        new Series("one slope", Style.dots(Ink.series(0), Mark.CIRCLE, 2.4), dots),
                        new Series("mean", Charts.marks(Ink.series(1), Mark.DIAMOND, 6), means)),
                    List.of()))),
        "A slope of 0 would be a plain ReLU, 1 no bend at all. All started on the dashed line, at "
            + Say.number(start, 3)
            + "; now they lie between "
            + Say.fixed(low, 2)
            + " and "
            + Say.fixed(high, 2)
            + ".");
  }
}
