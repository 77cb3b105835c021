package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.lesson.Exhibit;

/** The pictures of {@link OutputUnitsStudy}. */
final class OutputUnitsFigures {
  private static final double EDGE = 15;

  private OutputUnitsFigures() {}

  static List<Exhibit> of(
      List<OutputPairing> pairings, List<OutputRecovery> recoveries, double start) {
    return List.of(recovery(recoveries, start), slopes(pairings));
  }

  private static Style style(OutputPairing pairing) {
    Ink ink = Ink.series(pairing.loss().startsWith("half") ? 1 : 0);
    return pairing.outputs() > 1 ? Charts.broken(ink, 2.4) : Charts.plain(ink, 2.2);
  }

  private static boolean squashing(OutputPairing pairing) {
    return !pairing.unit().startsWith("linear");
  }

  private static Exhibit recovery(List<OutputRecovery> recoveries, double start) {
    double longest = 10;
    List<Series> series = new ArrayList<>();
    for (OutputRecovery recovery : recoveries) {
      if (squashing(recovery.pairing())) {
        longest = recovery.path().stream().mapToDouble(Point::x).reduce(longest, Math::max);
        series.add(
            new Series(recovery.pairing().title(), style(recovery.pairing()), recovery.path()));
      }
    }
    String spoken =
        recoveries.stream()
            .filter(r -> squashing(r.pairing()))
            .map(
                r ->
                    r.pairing().title()
                        + ": "
                        + (r.steps().isPresent()
                            ? Say.count(r.steps().getAsInt()) + " steps"
                            : "never"))
            .collect(Collectors.joining("; "));
    Caption caption =
        new Caption(
            "output-recovery",
            "How long a confidently wrong output takes to find back",
            "From z = " + Say.number(start, 3) + ", gradient descent with rate 1, truth 1",
            "Steps until the output is one half: " + spoken + ".");
    Panel panel =
        new Panel(
            "",
            Charts.logarithmic("step", 0.9, longest * 1.3),
            Charts.logarithmic("output, where 1 is right", 1e-5, 1),
            series,
            List.of());
    return new Exhibit(
        new Plot(caption, List.of(panel)),
        "Both axes grow by factors of ten, and a line ends when its output has reached one half. With cross-entropy (blue) every step multiplies the output; with squared error"
            + " (orange) the same unit hardly moves for most of its steps.");
  }

  private static Exhibit slopes(List<OutputPairing> pairings) {
    Axis x = Charts.axis("z, where the truth is 1", -EDGE, EDGE);
    Axis y = Charts.logarithmic("size of the slope dJ/dz", 1e-8, 50);
    List<Series> linear = new ArrayList<>();
    List<Series> squashed = new ArrayList<>();
    for (OutputPairing pairing : pairings) {
      Style style =
          squashing(pairing)
              ? style(pairing)
              : pairing.matching()
                  ? Charts.plain(Ink.series(2), 2.2)
                  : Charts.plain(Ink.series(3), 2.2);
      (squashing(pairing) ? squashed : linear)
          .add(
              new Series(
                  pairing.title(),
                  style,
                  Charts.curve(
                      z -> Math.abs(pairing.gradient().applyAsDouble(z)), -EDGE, EDGE, 181)));
    }
    Caption caption =
        new Caption(
            "output-slopes",
            "The slope that training gets, by output unit and loss",
            "Truth 1: negative z is wrong, large z is right",
            "For wrong outputs the slope stays near 1 with cross-entropy and falls by factors of ten"
                + " with squared error, on a sigmoid and on a softmax. A linear unit clipped to 0..1"
                + " has no slope outside of its range.");
    return new Exhibit(
        new Plot(
            caption,
            List.of(
                new Panel("Linear outputs", x, y, linear, List.of()),
                new Panel("Sigmoid and softmax", x, y, squashed, List.of()))),
        "At the left of each panel the unit is badly wrong. There a sigmoid or a softmax keeps pulling"
            + " with slope 1 under cross-entropy (blue) and lets go under squared error (orange).");
  }
}
