package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.chart.Figure;
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
import org.fathom4j.report.chart.Series.Style;

/** Two axes at once: a line for each value of the second, and a table of coloured cells. */
final class GridFigures {
  private GridFigures() {}

  static Optional<Figure> lines(Findings findings) {
    Measure measure = findings.measure();
    Tags tags = new Tags(findings);
    Map<Object, Dots> test = byRow(findings, tags, measure.result());
    Map<Object, Dots> train = byRow(findings, tags, measure.train());
    List<Series> series = new ArrayList<>();
    List<Double> shown = new ArrayList<>();
    boolean anyTrain = false;
    int index = 0;
    for (Object row : rows(findings)) {
      Ink ink = Ink.series(index);
      List<Point> training = train.getOrDefault(row, new Dots()).points();
      Style pale = new Style(ink, 1.3, true, Mark.NONE, 0, 0.8);
      series.add(new Series("", pale, training));
      String name = findings.secondAxis() + " " + Numbers.value(row);
      Dots means = test.getOrDefault(row, new Dots());
      series.add(means.as(name, Style.line(ink, Mark.series(index))));
      Dots dots = dots(findings, tags, row);
      series.add(dots.as("", Style.dots(ink, Mark.series(index), 2.2)));
      means.points().forEach(p -> shown.add(p.y()));
      dots.points().forEach(p -> shown.add(p.y()));
      training.forEach(p -> shown.add(p.y()));
      anyTrain |= training.stream().anyMatch(Point::finite);
      index++;
    }
    if (shown.stream().noneMatch(Double::isFinite)) {
      return Optional.empty();
    }
    if (anyTrain) {
      Style key = new Style(Ink.MUTED, 1.3, true, Mark.NONE, 0, 0.8);
      series.add(new Series("training, same colour", key, List.of()));
    }
    Panel panel =
        new Panel(
            "",
            Axes.levels(findings),
            Axes.measured(measure.axisTitle(), shown, measure.percent()),
            series,
            List.of());
    String title =
        AxisFigure.capital(measure.title())
            + " by "
            + findings.axis()
            + " and "
            + findings.secondAxis();
    return Optional.of(new Plot(caption(findings, "by-both", title), List.of(panel)));
  }

  static Optional<Figure> heatMap(Findings findings) {
    Measure measure = findings.measure();
    List<Row> rows = new ArrayList<>();
    for (Object row : rows(findings)) {
      List<Cell> cells = new ArrayList<>();
      for (Level level : findings.levels()) {
        double mean =
            arm(findings, level, row).map(a -> a.mean(measure.result())).orElse(Double.NaN);
        cells.add(new Cell(measure.higherIsBetter() ? mean : -mean, measure.show(mean)));
      }
      rows.add(new Row(Numbers.value(row), cells));
    }
    List<String> columns = findings.levels().stream().map(Level::label).toList();
    String title =
        "Mean " + measure.title() + " of every crossing; the stronger the colour, the better";
    return Optional.of(
        new HeatMap(
            caption(findings, "heat-map", title),
            findings.axis(),
            columns,
            findings.secondAxis(),
            rows));
  }

  private static Caption caption(Findings findings, String id, String title) {
    StringBuilder alt =
        new StringBuilder(title).append(" on ").append(findings.sweep().data().title());
    for (Arm arm : findings.arms()) {
      alt.append("; ")
          .append(arm.label())
          .append(": ")
          .append(findings.measure().show(arm.mean(findings.measure().result())));
    }
    return new Caption(id, title, Figures.dataSet(findings), alt.append('.').toString());
  }

  /** The second axis' values, numbers in ascending order. */
  private static List<Object> rows(Findings findings) {
    List<Object> rows = new ArrayList<>();
    for (Arm arm : findings.arms()) {
      Object value = arm.parameters().get(findings.secondAxis());
      if (value != null && !rows.contains(value)) {
        rows.add(value);
      }
    }
    if (rows.stream().allMatch(Number.class::isInstance)) {
      rows.sort(java.util.Comparator.comparingDouble(v -> ((Number) v).doubleValue()));
    }
    return rows;
  }

  private static Map<Object, Dots> byRow(Findings findings, Tags tags, String result) {
    Map<Object, Dots> byRow = new LinkedHashMap<>();
    Measure measure = findings.measure();
    for (Object row : rows(findings)) {
      Dots means = new Dots();
      for (Level level : findings.levels()) {
        arm(findings, level, row)
            .filter(arm -> Double.isFinite(arm.mean(result)))
            .ifPresent(
                arm -> {
                  Point at = new Point(level.position(), measure.scaled(arm.mean(result)));
                  means.add(at, tags.of(arm, measure));
                });
      }
      byRow.put(row, means);
    }
    return byRow;
  }

  private static Dots dots(Findings findings, Tags tags, Object row) {
    Dots dots = new Dots();
    Measure measure = findings.measure();
    for (Level level : findings.levels()) {
      arm(findings, level, row)
          .ifPresent(
              arm -> {
                for (TrialRecord trial : arm.complete()) {
                  double value = trial.result(measure.result());
                  if (Double.isFinite(value)) {
                    Point at = new Point(level.position(), measure.scaled(value));
                    dots.add(at, tags.of(trial));
                  }
                }
              });
    }
    return dots;
  }

  private static Optional<Arm> arm(Findings findings, Level level, Object row) {
    return level.arms().stream()
        .filter(arm -> row.equals(arm.parameters().get(findings.secondAxis())))
        .findFirst();
  }
}
