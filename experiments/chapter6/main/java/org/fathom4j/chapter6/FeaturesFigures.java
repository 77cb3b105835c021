package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.FeaturesStudy.Comparison;
import org.fathom4j.chapter6.FeaturesStudy.Errors;
import org.fathom4j.chapter6.Landscape.Kind;
import org.fathom4j.chapter6.Landscape.Sample;
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

/** The pictures of {@link FeaturesStudy}. */
final class FeaturesFigures {
  private static final Ink FIXED = Ink.series(1);
  private static final Ink LEARNED = Ink.series(0);
  private static final int CELLS = 36;

  private FeaturesFigures() {}

  static List<Exhibit> of(FeaturesStudy study, List<Comparison> all) {
    return List.of(errors(study, all), places(study));
  }

  private static Exhibit errors(FeaturesStudy study, List<Comparison> all) {
    List<Tick> ticks = study.fixed().stream().map(n -> new Tick(n, Integer.toString(n))).toList();
    double first = Math.min(study.fixed().get(0), study.learned().get(0));
    double last = study.fixed().get(study.fixed().size() - 1);
    double least = 1;
    for (Comparison comparison : all) {
      for (Errors errors : comparison.fixed()) {
        least = Math.min(least, errors.median());
      }
      for (Errors errors : comparison.learned()) {
        least = Math.min(least, errors.median());
      }
    }
    double low = 70 * least;
    List<Tick> shares =
        DoubleStream.of(1, 3, 10, 30, 100)
            .filter(share -> share > low)
            .mapToObj(share -> new Tick(share, Say.fixed(share, 0)))
            .toList();
    Axis x = new Axis("features (logarithmic)", first / 1.2, last * 1.2, true, ticks);
    Axis y =
        new Axis("error on new examples (% of a constant's, logarithmic)", low, 130, true, shares);
    List<Panel> panels = new ArrayList<>();
    for (Comparison comparison : all) {
      panels.add(
          new Panel(
              comparison.landscape().title(),
              x,
              y,
              List.of(
                  line(
                      "fixed: bumps over the data",
                      Style.line(FIXED, Mark.SQUARE),
                      comparison.fixed()),
                  line(
                      "learned: one hidden layer",
                      Style.line(LEARNED, Mark.CIRCLE),
                      comparison.learned()),
                  dots(FIXED, comparison.fixed()),
                  dots(LEARNED, comparison.learned())),
              List.of()));
    }
    Caption caption =
        new Caption(
            "features-error",
            "Error by number of features, fixed and learned",
            "Generated functions; "
                + study.examples()
                + " examples to learn from; lines: median of "
                + study.seeds()
                + " draws",
            "Medians, % of a constant's error. " + spoken(all) + ".");
    return new Exhibit(new Plot(caption, panels), see(all));
  }

  private static String spoken(List<Comparison> all) {
    return String.join(
        "; ",
        all.stream()
            .map(
                c ->
                    c.landscape().title()
                        + ": fixed "
                        + spoken(c.fixed().stream())
                        + "; learned "
                        + spoken(c.learned().stream()))
            .toList());
  }

  private static String spoken(Stream<Errors> errors) {
    return errors.map(e -> percent(e) + " with " + e.features()).collect(Collectors.joining(", "));
  }

  private static String percent(Errors errors) {
    return Say.fixed(100 * errors.median(), 0) + "%";
  }

  /** What the most features of either kind leave on every landscape. */
  private static String see(List<Comparison> all) {
    String each =
        all.stream()
            .map(c -> c.landscape().title() + ": " + last(c.fixed()) + ", " + last(c.learned()))
            .collect(Collectors.joining(". "));
    return "Squares are fixed bumps, circles learned features, which were not tried beyond the last"
        + " circle; lower is better. What the most of either leave: "
        + each
        + ".";
  }

  private static String last(List<Errors> errors) {
    Errors last = errors.get(errors.size() - 1);
    return percent(last)
        + " with "
        + last.features()
        + (last.along().isEmpty() ? " bumps" : " learned");
  }

  private static Series line(String name, Style style, List<Errors> errors) {
    return new Series(
        name, style, errors.stream().map(e -> new Point(e.features(), 100 * e.median())).toList());
  }

  private static Series dots(Ink ink, List<Errors> errors) {
    List<Point> points = new ArrayList<>();
    for (Errors some : errors) {
      some.errors().forEach(e -> points.add(new Point(some.features(), 100 * e)));
    }
    return new Series("", Style.dots(ink, Mark.RING, 2.4), points);
  }

  /** Where the features lie in the plane: the same number of each. */
  private static Exhibit places(FeaturesStudy study) {
    Landscape wave = new Landscape(Kind.WAVE, 2);
    int few = study.learned().get(study.learned().size() / 2);
    Sample train = study.train(wave, 1);
    RadialFeatures fixed = RadialFeatures.fit(few, train, study.held(wave, 1), 1);
    MultiLayerNetwork learned = LearnedFeatures.fit(few, train, 1, study.steps(), () -> false);
    double[][] grid = grid();
    Panel truth = panel("The wave itself", field(grid, answers(wave, grid)));
    List<Series> bumps = field(grid, fixed.answers(grid));
    List<Point> centres = new ArrayList<>();
    for (double[] centre : fixed.centres()) {
      centres.add(new Point(centre[0], centre[1]));
    }
    bumps.add(new Series("centre of a bump", Charts.marks(Ink.TEXT, Mark.CIRCLE, 3), centres));
    List<Series> bends = field(grid, LearnedFeatures.answers(learned, grid));
    bends.add(new Series("bend of a learned feature", Charts.plain(Ink.TEXT, 1.3), bends(learned)));
    Caption caption =
        new Caption(
            "features-places",
            "What " + few + " fixed and " + few + " learned features make of the wave",
            "Squares: where the prediction is above 0; two inputs from −1 to 1",
            "Stripes of the wave; what fixed bumps, spread evenly, make of them; and what learned"
                + " features make of them, each with its bend as a line.");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                truth,
                panel(few + " fixed features", bumps),
                panel(few + " learned features", bends))),
        "The bumps are spread evenly, whatever the wave does. Training has turned the bends of the"
            + " learned features towards the crests, where they help: how far, weighed by what each"
            + " contributes, on a scale from 0 (across) over 0.5 (chance) to 1 (along): "
            + Say.fixed(LearnedFeatures.along(learned, wave.direction()), 2)
            + ".");
  }

  private static Panel panel(String title, List<Series> series) {
    List<Tick> ticks = List.of(new Tick(-1, "−1"), new Tick(0, "0"), new Tick(1, "1"));
    return new Panel(
        title,
        Charts.labelled("first input", -1.03, 1.03, ticks),
        Charts.labelled("second input", -1.03, 1.03, ticks),
        series,
        List.of());
  }

  private static double[][] grid() {
    return Arrays.stream(Regions.grid(CELLS, 0.5, CELLS))
        .map(place -> new double[] {2 * place[0] - 1, 2 * place[1] - 1})
        .toArray(double[][]::new);
  }

  private static double[] answers(Landscape landscape, double[][] places) {
    return Arrays.stream(places).mapToDouble(landscape::at).toArray();
  }

  private static List<Series> field(double[][] places, double[] values) {
    List<Point> high = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (values[i] > 0) {
        high.add(new Point(places[i][0], places[i][1]));
      }
    }
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "prediction above 0",
            new Style(Ink.series(5), 0, false, Mark.SQUARE, 2.4, 0.55),
            high));
    return series;
  }

  /** The line in the plane on which each hidden unit switches. */
  private static List<Point> bends(MultiLayerNetwork network) {
    double[][] weights = Nets.weights(network, 0);
    double[] starts = Nets.biases(network, 0);
    Axis side = Charts.axis("", -1, 1);
    List<Point> points = new ArrayList<>();
    for (int unit = 0; unit < starts.length; unit++) {
      points.addAll(Charts.straight(weights[0][unit], weights[1][unit], -starts[unit], side, side));
      points.add(new Point(Double.NaN, Double.NaN));
    }
    return points;
  }
}
