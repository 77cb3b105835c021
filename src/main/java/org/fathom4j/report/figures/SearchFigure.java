package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Axis;
import org.fathom4j.report.chart.Axis.Tick;
import org.fathom4j.report.chart.Figure;
import org.fathom4j.report.chart.Figure.Caption;
import org.fathom4j.report.chart.Figure.Panel;
import org.fathom4j.report.chart.Figure.Plot;
import org.fathom4j.report.chart.Ink;
import org.fathom4j.report.chart.Mark;
import org.fathom4j.report.chart.Point;
import org.fathom4j.report.chart.Series;
import org.fathom4j.report.chart.Series.Style;
import org.fathom4j.report.chart.Tag;

/** The objective of every network against each parameter of the search. */
final class SearchFigure {
  private static final int MOST = 1000;

  private SearchFigure() {}

  static Optional<Figure> of(Findings findings) {
    Measure objective = findings.objective();
    List<Arm> all =
        findings.ranking().stream()
            .filter(a -> Double.isFinite(a.mean(objective.result())))
            .toList();
    List<Arm> arms = some(all);
    if (arms.isEmpty()) {
      return Optional.empty();
    }
    List<Double> values =
        arms.stream().map(a -> objective.scaled(a.mean(objective.result()))).toList();
    Axis y = Axes.measured(objective.axisTitle(), values, objective.percent());
    Tags tags = new Tags(findings);
    List<Tag> means = arms.stream().map(arm -> tags.of(arm, objective)).toList();
    List<Panel> panels = new ArrayList<>();
    for (String parameter : findings.varying()) {
      List<Object> taken = taken(arms, parameter);
      if (!taken.isEmpty()) {
        Axis x = axis(parameter, taken);
        List<Series> series = new ArrayList<>();
        Dots others = new Dots();
        Dots best = new Dots();
        for (int i = 0; i < arms.size(); i++) {
          Point at = new Point(position(arms.get(i), parameter, taken), values.get(i));
          (i == 0 ? best : others).add(at, means.get(i));
        }
        Style dot = Style.dots(Ink.series(0), Mark.CIRCLE, 3.4);
        series.add(others.as("a network", dot));
        Style star = new Style(Ink.series(1), 0, false, Mark.DIAMOND, 5, 1);
        series.add(best.as("the best", star));
        panels.add(new Panel("", x, y, series, List.of()));
      }
    }
    String heading = AxisFigure.capital(objective.title()) + " against each parameter";
    String alt =
        heading + " on " + findings.sweep().data().title() + "; best: " + arms.get(0).label() + ".";
    String shown =
        arms.size() < all.size()
            ? "; %s of %s networks, from the best to the last in equal steps"
                .formatted(Numbers.count(arms.size()), Numbers.count(all.size()))
            : "";
    Caption caption = new Caption("search", heading, Figures.validationSet(findings) + shown, alt);
    return panels.isEmpty() ? Optional.empty() : Optional.of(new Plot(caption, panels));
  }

  /** As many as a picture can hold: the best, and others in equal steps down the ranking. */
  private static List<Arm> some(List<Arm> ranking) {
    int count = Math.min(MOST, ranking.size());
    return IntStream.range(0, count)
        .mapToObj(i -> ranking.get((int) ((long) i * ranking.size() / count)))
        .toList();
  }

  private static List<Object> taken(List<Arm> arms, String parameter) {
    List<Object> taken = new ArrayList<>();
    for (Arm arm : arms) {
      Object value = arm.parameters().get(parameter);
      if (value != null && !taken.contains(value)) {
        taken.add(value);
      }
    }
    return taken;
  }

  private static Axis axis(String parameter, List<Object> taken) {
    if (numeric(taken)) {
      double[] values = taken.stream().mapToDouble(v -> ((Number) v).doubleValue()).toArray();
      return Axes.parameter(parameter, values);
    }
    List<Tick> ticks = new ArrayList<>();
    for (int i = 0; i < taken.size(); i++) {
      ticks.add(new Tick(i, Numbers.value(taken.get(i))));
    }
    return new Axis(parameter, -0.5, taken.size() - 0.5, false, ticks);
  }

  private static double position(Arm arm, String parameter, List<Object> taken) {
    Object value = arm.parameters().get(parameter);
    if (value == null) {
      return Double.NaN;
    }
    return numeric(taken) ? ((Number) value).doubleValue() : taken.indexOf(value);
  }

  private static boolean numeric(List<Object> taken) {
    return taken.stream().allMatch(Number.class::isInstance);
  }
}
