package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.chapter6.Perceptron.Cycle;
import org.fathom4j.chapter6.Perceptron.Example;
import org.fathom4j.chapter6.Perceptron.Run;
import org.fathom4j.chapter6.PerceptronStudy.Case;
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
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;

/** The pictures of {@link PerceptronStudy}. */
final class PerceptronFigures {
  private static final Ink NO = Ink.series(0);
  private static final Ink YES = Ink.series(1);
  private static final Ink THIRD = Ink.series(2);
  private static final int SETS_SHOWN = 20;

  private PerceptronFigures() {}

  static List<Exhibit> of(List<Case> cases, Run xor) {
    return List.of(lines(cases.get(0), xor), mistakes(cases, xor), units());
  }

  private static Exhibit lines(Case first, Run xor) {
    double edge = PerceptronData.EDGE + 2;
    Axis x = Charts.axis("input 1", -edge, edge);
    Axis y = Charts.axis("input 2", -edge, edge);
    List<Series> separable = new ArrayList<>();
    separable.add(
        new Series(
            "the rule's line", Charts.plain(Ink.TEXT, 2), line(first.run().weights(), x, y)));
    separable.addAll(points(first.data().examples(), 3.4));
    Axis side = Charts.axis("input 1", -2.2, 2.2);
    Axis up = Charts.axis("input 2", -2.2, 2.2);
    List<Series> crossed = new ArrayList<>();
    for (List<Long> weights : visited(xor)) {
      crossed.add(
          new Series(
              "lines it visits in turn", Charts.broken(THIRD, 1.6), line(weights, side, up)));
    }
    crossed.addAll(points(PerceptronData.XOR, 6));
    Caption caption =
        new Caption(
            "perceptron-lines",
            "Rosenblatt's rule with and without a line to find",
            "Left: the line at which it stopped. Right: the lines that it visits over and over",
            "Left, a straight line has all circles on one side and all squares on the other. Right,"
                + " none of the lines that the rule visits does so for the four points of XOR.");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel("Separable points", x, y, separable, List.of()),
                new Panel("XOR", side, up, crossed, List.of()))),
        "Where a line exists the rule stops at one. Each line that it visits for XOR has a"
            + " point on the wrong side, so it moves on, and round. (XOR's inputs are −1 and 1 here, 0"
            + " and 1 in the first experiment; that moves the points, not the question.)");
  }

  /** The different lines within one round of the cycle, after each example. */
  private static List<List<Long>> visited(Run run) {
    List<List<Long>> visited = new ArrayList<>();
    Cycle cycle = run.cycle().orElse(new Cycle(0, run.mistakes().size()));
    List<Long> weights = run.starts().get(cycle.first());
    for (int pass = 0; pass < cycle.length(); pass++) {
      for (Example example : PerceptronData.XOR) {
        if (!Perceptron.right(weights, example)) {
          weights = Perceptron.moved(weights, example);
        }
        if (!visited.contains(weights) && (weights.get(0) != 0 || weights.get(1) != 0)) {
          visited.add(weights);
        }
      }
    }
    return visited;
  }

  private static List<Point> line(List<Long> weights, Axis x, Axis y) {
    return Charts.straight(
        weights.get(0).doubleValue(),
        weights.get(1).doubleValue(),
        -weights.get(2).doubleValue(),
        x,
        y);
  }

  private static List<Series> points(List<Example> examples, double radius) {
    List<Point> yes = new ArrayList<>();
    List<Point> no = new ArrayList<>();
    for (Example example : examples) {
      (example.label() > 0 ? yes : no)
          .add(
              new Point(
                  example.input().get(0).doubleValue(), example.input().get(1).doubleValue()));
    }
    return List.of(
        new Series("no", Charts.marks(NO, Mark.CIRCLE, radius), no),
        new Series("yes", Charts.marks(YES, Mark.SQUARE, radius), yes));
  }

  private static Exhibit mistakes(List<Case> cases, Run xor) {
    List<Series> passes = new ArrayList<>();
    int most = 4;
    int longest = 10;
    for (Case each : cases.subList(0, Math.min(SETS_SHOWN, cases.size()))) {
      List<Point> points = new ArrayList<>();
      for (int mistakes : each.run().mistakes()) {
        most = Math.max(most, mistakes);
        points.add(new Point(points.size() + 1, mistakes));
      }
      longest = Math.max(longest, points.size());
      passes.add(new Series("separable sets", Style.thread(NO, false), points));
    }
    passes.add(new Series("XOR", Charts.plain(YES, 2.6), xorPasses(xor, longest)));
    List<Point> dots = new ArrayList<>();
    double low = Double.POSITIVE_INFINITY;
    double high = 1;
    for (Case each : cases) {
      dots.add(new Point(each.bound(), Math.max(1, each.run().totalMistakes())));
      low = Math.min(low, each.bound());
      high = Math.max(high, each.bound());
    }
    Axis bound = Charts.logarithmic("bound (R/γ)²", low / 1.5, high * 1.5);
    Axis made = Charts.logarithmic("mistakes in all", 0.8, high * 1.5);
    List<Point> diagonal =
        List.of(new Point(low / 1.5, low / 1.5), new Point(high * 1.5, high * 1.5));
    Caption caption =
        new Caption(
            "perceptron-mistakes",
            "Mistakes of Rosenblatt's rule",
            "Left: in each pass over the data. Right: in all, beside the bound",
            "Mistakes per pass fall to zero on separable sets and stay on XOR; totals lie below the"
                + " bound for all "
                + cases.size()
                + " sets.");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel(
                    "By pass",
                    Charts.logarithmic("pass over the data", 0.9, longest * 1.2),
                    Charts.axis("mistakes", -0.5, most * 1.1),
                    passes,
                    List.of()),
                new Panel(
                    "In all",
                    bound,
                    made,
                    List.of(
                        new Series("as many as the bound", Charts.broken(Ink.MUTED, 1.6), diagonal),
                        new Series(
                            "separable sets, in all", Style.dots(NO, Mark.CIRCLE, 3.4), dots)),
                    List.of()))),
        "On separable sets the mistakes run out, always below the proven bound (dashed); on XOR they"
            + " go on for ever.");
  }

  /** Mistakes of the first passes; past the repeated state they are those of the cycle. */
  private static List<Point> xorPasses(Run xor, int passes) {
    List<Point> points = new ArrayList<>();
    int known = xor.mistakes().size();
    for (int i = 0; i < passes; i++) {
      int pass = i;
      if (xor.cycle().isPresent() && i >= known) {
        Cycle cycle = xor.cycle().get();
        pass = cycle.first() + (i - cycle.first()) % cycle.length();
      }
      if (pass < known) {
        points.add(new Point(i + 1, xor.mistakes().get(pass)));
      }
    }
    return points;
  }

  private static Exhibit units() {
    ActivationSigmoid sigmoid = new ActivationSigmoid();
    ActivationReLU rectifier = new ActivationReLU();
    List<Point> step = List.of(new Point(-5, 0), new Point(0, 0), new Point(0, 1), new Point(5, 1));
    Axis z = Charts.axis("weighted sum z", -5, 5);
    Panel output =
        new Panel(
            "Output",
            z,
            Charts.axis("output", -0.2, 3),
            List.of(
                new Series("step", Charts.plain(NO, 2.2), step),
                new Series(
                    "sigmoid",
                    Charts.plain(YES, 2.2),
                    Charts.curve(v -> Units.output(sigmoid, v), -5, 5, 101)),
                new Series(
                    "ReLU",
                    Charts.broken(THIRD, 2.2),
                    Charts.curve(v -> Units.output(rectifier, v), -5, 3, 81))),
            List.of());
    Panel slope =
        new Panel(
            "Slope",
            z,
            Charts.axis("slope", -0.1, 1.2),
            List.of(
                new Series(
                    "step", Charts.plain(NO, 2.2), List.of(new Point(-5, 0), new Point(5, 0))),
                new Series(
                    "sigmoid",
                    Charts.plain(YES, 2.2),
                    Charts.curve(v -> Units.slope(sigmoid, v), -5, 5, 101)),
                new Series(
                    "ReLU",
                    Charts.broken(THIRD, 2.2),
                    Charts.curve(v -> Units.slope(rectifier, v), -5, 5, 401))),
            List.of());
    Caption caption =
        new Caption(
            "perceptron-units",
            "Three units: what they say and how steeply",
            "Sigmoid and ReLU as Deeplearning4j computes them",
            "A step jumps from 0 to 1 and has slope 0; a sigmoid's slope is at most 1/4; a"
                + " rectifier's slope is 0 below zero and 1 above.");
    return new Exhibit(
        new Plot(caption, List.of(output, slope)),
        "Training follows slopes. The step has none, the sigmoid has one near zero, and the"
            + " rectifier keeps slope 1 as long as it is active.");
  }
}
