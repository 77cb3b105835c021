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
import org.fathom4j.report.chart.Axis;
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

/**
 * The tested metric along the axis: every seed a dot, the mean a line, training beside it. Means of
 * categories are not joined: nothing lies between them.
 */
final class AxisFigure {
  private static final Ink TEST = Ink.series(0);
  private static final Ink TRAIN = Ink.series(1);
  private static final Ink LOST = Ink.MUTED;

  private final Findings findings;
  private final Measure measure;
  private final List<Level> levels;
  private final Axis x;

  private AxisFigure(Findings findings) {
    this.findings = findings;
    this.measure = findings.measure();
    this.levels = findings.levels();
    this.x = Axes.levels(findings);
  }

  static Optional<Figure> of(Findings findings) {
    return new AxisFigure(findings).figure();
  }

  private Optional<Figure> figure() {
    List<Point> test = dots(measure.result());
    List<Point> train = dots(measure.train());
    if (test.isEmpty()) {
      return Optional.empty();
    }
    List<Double> shown = new ArrayList<>();
    test.forEach(p -> shown.add(p.y()));
    train.forEach(p -> shown.add(p.y()));
    String title = train.isEmpty() ? measure.axisTitle() : measure.quantityTitle();
    Axis y = Axes.measured(title, shown, measure.percent());
    boolean several = levels.stream().anyMatch(level -> level.trials().size() > 1);
    String mean = several ? ", mean" : "";
    String one = ", one " + findings.repeats().one();
    String tested = measure.title().startsWith("test") ? "test" : measure.title();
    List<Series> series = new ArrayList<>();
    series.add(new Series(tested + mean, mean(TEST, Mark.SQUARE, false), means(measure.result())));
    if (several) {
      series.add(new Series(tested + one, Style.dots(TEST, Mark.CIRCLE, 2.8), test));
    }
    if (!train.isEmpty()) {
      series.add(
          new Series("training" + mean, mean(TRAIN, Mark.DIAMOND, true), means(measure.train())));
      if (several) {
        series.add(new Series("training" + one, Style.dots(TRAIN, Mark.RING, 2.2), train));
      }
    }
    List<Point> lost = lost(y);
    if (!lost.isEmpty()) {
      series.add(
          new Series("diverged or failed", new Style(LOST, 0, false, Mark.CROSS, 4, 1), lost));
    }
    return Optional.of(new Plot(caption(), List.of(new Panel("", x, y, series, labels()))));
  }

  private Style mean(Ink ink, Mark mark, boolean dashed) {
    double width = findings.numericAxis() ? (dashed ? 1.8 : 2.2) : 0;
    return new Style(ink, width, dashed, mark, findings.numericAxis() ? 4 : 5, 1);
  }

  private List<Label> labels() {
    return levels.stream()
        .map(
            level -> {
              double mean = level.mean(measure.result());
              Point at = new Point(level.position(), measure.scaled(mean));
              return new Label(at, measure.show(mean), TEST);
            })
        .toList();
  }

  /** Every complete trial, the seeds of a level side by side. */
  private List<Point> dots(String result) {
    List<Point> dots = new ArrayList<>();
    for (Level level : levels) {
      List<TrialRecord> trials = level.trials();
      for (int i = 0; i < trials.size(); i++) {
        double value = trials.get(i).result(result);
        if (trials.get(i).state() == TrialState.COMPLETE && Double.isFinite(value)) {
          dots.add(new Point(beside(level, i), measure.scaled(value)));
        }
      }
    }
    return dots;
  }

  /** Trials without a result, along the foot of the figure. */
  private List<Point> lost(Axis y) {
    List<Point> lost = new ArrayList<>();
    for (Level level : levels) {
      List<TrialRecord> trials = level.trials();
      for (int i = 0; i < trials.size(); i++) {
        TrialState state = trials.get(i).state();
        if (state == TrialState.DIVERGED || state == TrialState.FAILED) {
          lost.add(new Point(beside(level, i), y.low() + 0.02 * (y.high() - y.low())));
        }
      }
    }
    return lost;
  }

  private double beside(Level level, int index) {
    int count = level.trials().size();
    double spread = Math.min(1, 6.0 / Math.max(1, count)); // many seeds move closer together
    return Axes.beside(x, level.position(), (index - (count - 1) / 2.0) * spread);
  }

  private List<Point> means(String result) {
    return levels.stream()
        .map(level -> new Point(level.position(), measure.scaled(level.mean(result))))
        .toList();
  }

  private Caption caption() {
    String values =
        levels.stream()
            .map(l -> findings.axis() + " " + l.label() + ": " + spoken(l))
            .collect(Collectors.joining("; "));
    String title = capital(measure.title()) + " by " + findings.axis();
    String alt = title + " on " + findings.sweep().data().title() + ". " + values + ".";
    return new Caption("by-" + slug(findings.axis()), title, Figures.dataSet(findings), alt);
  }

  private String spoken(Level level) {
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
