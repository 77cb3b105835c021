package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.XorStudy.Width;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Label;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.lesson.Exhibit;
import org.fathom4j.report.statistics.Interval;
import org.fathom4j.report.statistics.Wilson;

/** The pictures of {@link XorStudy}. */
final class XorFigures {
  private static final Ink ZERO = Ink.series(0);
  private static final Ink ONE = Ink.series(1);

  private XorFigures() {}

  static List<Exhibit> of(
      MultiLayerNetwork closed,
      Optional<MultiLayerNetwork> learned,
      List<Width> widths,
      int steps) {
    return List.of(spaces(closed, learned), rates(widths, steps));
  }

  private static Exhibit spaces(MultiLayerNetwork closed, Optional<MultiLayerNetwork> learned) {
    List<Panel> panels = new ArrayList<>();
    Axis side = Charts.axis("input 1", -0.4, 1.6);
    panels.add(
        new Panel(
            "Inputs: no line will do",
            side,
            Charts.axis("input 2", -0.4, 1.6),
            points(XorTraining.INPUTS),
            labels(XorTraining.INPUTS)));
    panels.add(hidden("Hidden layer, closed form", closed));
    learned.ifPresent(network -> panels.add(hidden("Hidden layer, learned", network)));
    Caption caption =
        new Caption(
            "xor-spaces",
            "XOR before and after a hidden layer of two rectifiers",
            "Labels are the inputs; the dashed line is where the output is one half",
            "In the plane of the inputs the two ones and the two zeros lie crosswise. In the plane"
                + " of the hidden units a straight line has the ones on one side.");
    return new Exhibit(
        new Plot(caption, panels),
        "Left, no straight line parts circles from squares. The hidden layer moves the points:"
            + " with the weights written down by hand (closed form) 01 and 10 land on one spot, and a"
            + " line now parts the two kinds.");
  }

  private static Panel hidden(String title, MultiLayerNetwork network) {
    double[][] places = XorTraining.hiddenPlaces(network);
    double[][] out = Nets.weights(network, 1);
    double bias = Nets.biases(network, 1)[0];
    Axis x = around("hidden unit 1", places, 0);
    Axis y = around("hidden unit 2", places, 1);
    List<Series> series = new ArrayList<>();
    series.add(
        new Series(
            "output = 1/2",
            Charts.broken(Ink.MUTED, 1.8),
            Charts.straight(out[0][0], out[1][0], 0.5 - bias, x, y)));
    series.addAll(points(places));
    return new Panel(title, x, y, series, labels(places));
  }

  private static Axis around(String title, double[][] places, int unit) {
    double high = 0.5;
    for (double[] place : places) {
      high = Math.max(high, place[unit]);
    }
    return Charts.axis(title, -0.2 * high, 1.25 * high);
  }

  private static List<Series> points(double[][] places) {
    List<Point> zeros = new ArrayList<>();
    List<Point> ones = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      (XorTraining.TARGETS[i] > 0.5 ? ones : zeros).add(new Point(places[i][0], places[i][1]));
    }
    return List.of(
        new Series("XOR is 0", Charts.marks(ZERO, Mark.CIRCLE, 6), zeros),
        new Series("XOR is 1", Charts.marks(ONE, Mark.SQUARE, 6), ones));
  }

  /** The inputs beside their points; those that land on one spot share a label. */
  private static List<Label> labels(double[][] places) {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      StringBuilder names = new StringBuilder();
      boolean first = true;
      for (int j = 0; j < places.length; j++) {
        boolean same = Math.hypot(places[i][0] - places[j][0], places[i][1] - places[j][1]) < 0.05;
        first &= !same || j >= i;
        if (same) {
          double[] input = XorTraining.INPUTS[j];
          names.append(names.isEmpty() ? "" : ", ").append((int) input[0]).append((int) input[1]);
        }
      }
      if (first) {
        Ink ink = XorTraining.TARGETS[i] > 0.5 ? ONE : ZERO;
        labels.add(new Label(new Point(places[i][0], places[i][1]), names.toString(), ink));
      }
    }
    return labels;
  }

  private static Exhibit rates(List<Width> widths, int steps) {
    List<Point> rates = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    List<Label> labels = new ArrayList<>();
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      Width width = widths.get(i);
      Interval interval = Wilson.of(width.rate(), width.outcomes().size());
      series.add(
          new Series(
              "95% interval",
              new Series.Style(ZERO, 6, false, Mark.NONE, 0, 0.3),
              List.of(new Point(i, 100 * interval.low()), new Point(i, 100 * interval.high()))));
      Point at = new Point(i, 100 * width.rate());
      rates.add(at);
      labels.add(new Label(at, Say.fixed(at.y(), 0) + "%", ZERO));
      ticks.add(new Tick(i, Integer.toString(width.units())));
    }
    series.add(new Series("learned XOR", Series.Style.line(ZERO, Mark.CIRCLE), rates));
    String spoken =
        widths.stream()
            .map(w -> w.units() + " units " + Say.fixed(100 * w.rate(), 0) + "%")
            .collect(Collectors.joining(", "));
    Panel panel =
        new Panel(
            "",
            Charts.labelled("hidden units", -0.5, widths.size() - 0.5, ticks),
            Charts.axis("random starts that learn XOR (%)", 0, 106),
            series,
            labels);
    Caption caption =
        new Caption(
            "xor-success",
            "Random starts that learn XOR, by number of hidden units",
            "At most " + Say.count(steps) + " steps of gradient descent on all four points",
            "Share of random starts that learn XOR: " + spoken + ".");
    return new Exhibit(
        new Plot(caption, List.of(panel)),
        "Two units are enough in principle, but training finds the way only from some random starts: "
            + spoken
            + ". The pale bars are 95% intervals.");
  }
}
