package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.config.ReferenceSpec;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;
import org.fathom4j.report.analysis.Numbers;
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
import org.fathom4j.report.chart.Tag;

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
  private final Tags tags;

  private AxisFigure(Findings findings) {
    this.findings = findings;
    this.measure = findings.measure();
    this.levels = findings.levels();
    this.x = Axes.levels(findings);
    this.tags = new Tags(findings);
  }

  static Optional<Figure> of(Findings findings) {
    return new AxisFigure(findings).figure();
  }

  private Optional<Figure> figure() {
    Dots test = dots(measure.result());
    Dots train = dots(measure.train());
    if (test.isEmpty()) {
      return Optional.empty();
    }
    List<Double> shown = new ArrayList<>();
    test.points().forEach(p -> shown.add(p.y()));
    train.points().forEach(p -> shown.add(p.y()));
    String title = train.isEmpty() ? measure.axisTitle() : measure.quantityTitle();
    Optional<ReferenceSpec> reference = reference();
    Dots theirs = reference.map(this::dots).orElse(new Dots());
    theirs.points().forEach(p -> shown.add(p.y()));
    Axis y = Axes.measured(title, shown, measure.percent());
    boolean several = levels.stream().anyMatch(level -> level.trials().size() > 1);
    String mean = several ? ", mean" : "";
    String one = ", one " + findings.repeats().one();
    String tested = measure.title().startsWith("test") ? "test" : measure.title();
    List<Series> series = new ArrayList<>();
    series.add(means(measure.result()).as(tested + mean, mean(TEST, Mark.SQUARE, false)));
    if (several) {
      series.add(test.as(tested + one, Style.dots(TEST, Mark.CIRCLE, 2.8)));
    }
    if (!train.isEmpty()) {
      series.add(means(measure.train()).as("training" + mean, mean(TRAIN, Mark.DIAMOND, true)));
      if (several) {
        series.add(train.as("training" + one, Style.dots(TRAIN, Mark.RING, 2.2)));
      }
    }
    Dots lost = lost(y);
    if (!lost.isEmpty()) {
      series.add(lost.as("diverged or failed", new Style(LOST, 0, false, Mark.CROSS, 4, 1)));
    }
    if (!theirs.isEmpty()) {
      String name = reference.map(ReferenceSpec::title).orElse("");
      series.add(0, theirs.as(name, new Style(LOST, 1.6, true, Mark.TRIANGLE, 4, 1)));
    }
    return Optional.of(
        new Plot(
            caption(theirs.isEmpty() ? Optional.empty() : reference),
            List.of(new Panel("", x, y, series, labels()))));
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

  /** What the experiment names, where places on the axis are numbers. */
  private Optional<ReferenceSpec> reference() {
    return findings.numericAxis() ? ReferenceSpec.in(findings.sweep().spec()) : Optional.empty();
  }

  /** The points within the axis: those beyond would press the sweep's own together. */
  private Dots dots(ReferenceSpec reference) {
    Dots dots = new Dots();
    for (int i = 0; i < reference.x().size(); i++) {
      double place = reference.x().get(i);
      if (place >= x.low() && place <= x.high()) {
        double value = reference.y().get(i);
        String at = findings.axis() + " " + Numbers.value(place);
        String tip = "%s, %s: %s".formatted(reference.title(), at, told(value));
        dots.add(new Point(place, value), new Tag(tip, List.of()));
      }
    }
    return dots;
  }

  private String told(double value) {
    return measure.show(measure.percent() ? value / 100 : value);
  }

  /** Every complete trial, the seeds of a level side by side. */
  private Dots dots(String result) {
    Dots dots = new Dots();
    for (Level level : levels) {
      List<TrialRecord> trials = level.trials();
      for (int i = 0; i < trials.size(); i++) {
        double value = trials.get(i).result(result);
        if (trials.get(i).state() == TrialState.COMPLETE && Double.isFinite(value)) {
          dots.add(new Point(beside(level, i), measure.scaled(value)), tags.of(trials.get(i)));
        }
      }
    }
    return dots;
  }

  /** Trials without a result, along the foot of the figure. */
  private Dots lost(Axis y) {
    Dots lost = new Dots();
    for (Level level : levels) {
      List<TrialRecord> trials = level.trials();
      for (int i = 0; i < trials.size(); i++) {
        TrialState state = trials.get(i).state();
        if (state == TrialState.DIVERGED || state == TrialState.FAILED) {
          Point at = new Point(beside(level, i), y.low() + 0.02 * (y.high() - y.low()));
          lost.add(at, tags.of(trials.get(i)));
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

  private Dots means(String result) {
    Dots means = new Dots();
    for (Level level : levels) {
      Point at = new Point(level.position(), measure.scaled(level.mean(result)));
      means.add(at, tags.of(level, result));
    }
    return means;
  }

  private Caption caption(Optional<ReferenceSpec> reference) {
    String values =
        levels.stream()
            .map(l -> findings.axis() + " " + l.label() + ": " + spoken(l))
            .collect(Collectors.joining("; "));
    String title = capital(measure.title()) + " by " + findings.axis();
    String alt = title + " on " + findings.sweep().data().title() + ". " + values + ".";
    String from =
        reference.map(r -> ". " + capital(r.title()) + ": " + r.source() + ".").orElse("");
    return new Caption("by-" + slug(findings.axis()), title, Figures.dataSet(findings) + from, alt);
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
