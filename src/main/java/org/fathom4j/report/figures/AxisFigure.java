package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;
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

/** The tested metric along the axis: every seed a dot, the mean a line, training beside it. */
final class AxisFigure {
  private static final Ink TEST = Ink.series(0);
  private static final Ink TRAIN = Ink.series(1);

  private AxisFigure() {}

  static Optional<Figure> of(Findings findings) {
    Measure measure = findings.measure();
    List<Level> levels = findings.levels();
    List<Point> test = dots(levels, measure, measure.result());
    if (test.isEmpty()) {
      return Optional.empty();
    }
    List<Point> train = dots(levels, measure, measure.train());
    List<Series> series = new ArrayList<>();
    if (!train.isEmpty()) {
      series.add(new Series("", Style.dots(TRAIN, Mark.RING, 2.2), train));
      Style style = Style.dashedLine(TRAIN, Mark.RING);
      series.add(new Series("training, mean", style, means(levels, measure, measure.train())));
    }
    String tested = measure.title().startsWith("test") ? "test" : measure.title();
    series.add(new Series(tested + ", one seed", Style.dots(TEST, Mark.CIRCLE, 3), test));
    List<Point> means = means(levels, measure, measure.result());
    Style bold = Style.line(TEST, Mark.SQUARE);
    series.add(new Series(tested + ", mean over seeds", bold, means));
    List<Double> shown = new ArrayList<>();
    test.forEach(p -> shown.add(p.y()));
    train.forEach(p -> shown.add(p.y()));
    Panel panel =
        new Panel(
            "",
            Axes.levels(findings),
            Axes.measured(measure.axisTitle(), shown, measure.percent()),
            series,
            labels(findings));
    return Optional.of(new Plot(caption(findings), List.of(panel)));
  }

  private static List<Label> labels(Findings findings) {
    Measure measure = findings.measure();
    List<Label> labels = new ArrayList<>();
    for (Level level : findings.levels()) {
      double mean = level.mean(measure.result());
      Point at = new Point(level.position(), measure.scaled(mean));
      labels.add(new Label(at, measure.show(mean), TEST));
    }
    return labels;
  }

  private static List<Point> dots(List<Level> levels, Measure measure, String result) {
    List<Point> dots = new ArrayList<>();
    for (Level level : levels) {
      for (TrialRecord trial : level.trials()) {
        double value = trial.result(result);
        if (trial.state() == TrialState.COMPLETE && Double.isFinite(value)) {
          dots.add(new Point(level.position(), measure.scaled(value)));
        }
      }
    }
    return dots;
  }

  private static List<Point> means(List<Level> levels, Measure measure, String result) {
    return levels.stream()
        .map(level -> new Point(level.position(), measure.scaled(level.mean(result))))
        .toList();
  }

  private static Caption caption(Findings findings) {
    Measure measure = findings.measure();
    String values =
        findings.levels().stream()
            .map(l -> findings.axis() + " " + l.label() + ": " + spoken(l, measure))
            .collect(Collectors.joining("; "));
    String title = capital(measure.title()) + " by " + findings.axis();
    String alt = title + " on " + findings.sweep().data().title() + ". " + values + ".";
    return new Caption("by-" + slug(findings.axis()), title, Figures.dataSet(findings), alt);
  }

  private static String spoken(Level level, Measure measure) {
    double train = level.mean(measure.train());
    return measure.show(level.mean(measure.result()))
        + (Double.isFinite(train) ? " (training " + measure.show(train) + ")" : "");
  }

  static String capital(String text) {
    return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** Safe as part of a file name. */
  static String slug(String text) {
    return text.replaceAll("[^A-Za-z0-9]+", "-");
  }
}
