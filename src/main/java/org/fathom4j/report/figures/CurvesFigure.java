package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Design;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Level;
import org.fathom4j.report.analysis.Measure;
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

/** Learning curves, a panel per network: seeds thin, means bold, training broken. */
final class CurvesFigure {
  private static final int MOST_PANELS = 12;
  private static final int MOST_TICKS = 9;
  private static final Ink VALIDATION = Ink.series(0);
  private static final Ink TRAIN = Ink.series(1);

  private CurvesFigure() {}

  /**
   * What was measured by epoch on validation data and matters to the answer, such as accuracy and
   * loss.
   */
  static List<String> quantities(Findings findings) {
    Set<String> names = new LinkedHashSet<>();
    for (TrialRecord trial : findings.sweep().trials()) {
      for (EpochRecord epoch : trial.epochs()) {
        epoch.metrics().keySet().stream()
            .filter(name -> name.startsWith("validation/"))
            .forEach(name -> names.add(name.substring("validation/".length())));
      }
    }
    List<Quantity> judging = Quantity.judging(findings.sweep().objective());
    return names.stream()
        .filter(name -> Quantity.of(name).map(judging::contains).orElse(true))
        .toList();
  }

  static Optional<Figure> of(Findings findings, String quantity) {
    List<Bundle> bundles = bundles(findings);
    double scale = Measure.isShare(quantity) ? 100 : 1;
    List<Double> shown = new ArrayList<>();
    int epochs = 1;
    for (Bundle bundle : bundles) {
      for (TrialRecord trial : bundle.trials()) {
        if (trial.state() == TrialState.COMPLETE || findings.completeTrials() == 0) {
          curve(trial, "validation/" + quantity, scale).forEach(p -> shown.add(p.y()));
          curve(trial, "train/" + quantity, scale).forEach(p -> shown.add(p.y()));
        }
        epochs = Math.max(epochs, trial.epochs().size());
      }
    }
    if (shown.stream().noneMatch(Double::isFinite)) {
      return Optional.empty();
    }
    boolean percent = scale > 1;
    String name = Quantity.of(quantity).map(Quantity::title).orElse(quantity.replace('-', ' '));
    Axis y = Axes.measured(name + (percent ? ", %" : ""), clipped(shown, percent), percent);
    Axis x = epochs(epochs);
    boolean several = bundles.stream().anyMatch(b -> b.trials().size() > 1);
    String means = several ? ", mean (thin: each " + findings.repeats().one() + ")" : "";
    Tags tags = new Tags(findings);
    List<Panel> panels =
        bundles.stream()
            .map(
                b -> new Panel(b.title(), x, y, series(b, quantity, scale, means, tags), List.of()))
            .toList();
    return Optional.of(new Plot(caption(findings, name, bundles.size()), panels));
  }

  private static Caption caption(Findings findings, String quantity, int panels) {
    String title = "Learning curves: " + quantity + " by epoch";
    String alt =
        title
            + " on "
            + findings.sweep().data().title()
            + ", training and validation, "
            + (panels == 1 ? "one network." : panels + " networks.");
    String id = "curves-" + AxisFigure.slug(quantity);
    return new Caption(id, title, Figures.validationSet(findings), alt);
  }

  private static Axis epochs(int last) {
    List<Tick> few = new ArrayList<>();
    int step = 1;
    while (last / step > MOST_TICKS) {
      step *= Integer.toString(step).startsWith("2") ? 5 : 2; // 1, 2, 10, 20, 100
    }
    for (int epoch = 1; epoch <= last; epoch++) {
      if (epoch % step == 0) {
        few.add(new Tick(epoch, Integer.toString(epoch)));
      }
    }
    return new Axis("epoch", last == 1 ? 0.5 : 1, last == 1 ? 1.5 : last, false, few);
  }

  /** Without the few huge losses of a first epoch, which would flatten all others. */
  private static List<Double> clipped(List<Double> values, boolean percent) {
    List<Double> sorted = values.stream().filter(Double::isFinite).sorted().toList();
    if (percent || sorted.size() < 20) {
      return sorted;
    }
    return sorted.subList(0, (int) Math.ceil(sorted.size() * 0.98));
  }

  private static List<Series> series(
      Bundle bundle, String quantity, double scale, String means, Tags tags) {
    List<Series> series = new ArrayList<>();
    List<List<Point>> validation = new ArrayList<>();
    List<List<Point>> train = new ArrayList<>();
    for (TrialRecord trial : bundle.trials()) {
      List<Tag> tag = List.of(tags.of(trial));
      List<Point> points = curve(trial, "train/" + quantity, scale);
      List<Point> validated = curve(trial, "validation/" + quantity, scale);
      series.add(new Series("", Style.thread(TRAIN, true), points, tag));
      series.add(new Series("", Style.thread(VALIDATION, false), validated, tag));
      if (trial.state() == TrialState.COMPLETE) {
        train.add(points);
        validation.add(validated);
      }
    }
    Style broken = new Style(TRAIN, 1.8, true, Mark.NONE, 0, 1);
    Style bold = new Style(VALIDATION, 2.4, false, Mark.NONE, 0, 1);
    series.add(new Series("training" + means, broken, mean(train)));
    series.add(new Series("validation" + means, bold, mean(validation)));
    return series;
  }

  private static List<Point> curve(TrialRecord trial, String metric, double scale) {
    return trial.epochs().stream()
        .filter(epoch -> epoch.metrics().containsKey(metric))
        .map(
            epoch ->
                new Point(epoch.epoch(), scale * epoch.metrics().getOrDefault(metric, Double.NaN)))
        .toList();
  }

  /** As far as every seed goes: beyond, the mean would jump as seeds drop out. */
  private static List<Point> mean(List<List<Point>> curves) {
    int common = curves.stream().mapToInt(List::size).min().orElse(0);
    List<Point> mean = new ArrayList<>();
    for (int i = 0; i < common; i++) {
      int epoch = i;
      double y = curves.stream().mapToDouble(c -> c.get(epoch).y()).average().orElse(Double.NaN);
      mean.add(new Point(curves.get(0).get(epoch).x(), y));
    }
    return mean;
  }

  private static List<Bundle> bundles(Findings findings) {
    if (findings.design() == Design.AXIS) {
      return findings.levels().stream().map(level -> bundle(findings, level)).toList();
    }
    List<Arm> arms = findings.design() == Design.GRID ? findings.arms() : findings.ranking();
    List<Arm> shown = arms.size() > MOST_PANELS ? findings.ranking().subList(0, 6) : arms;
    if (shown.size() == 1) {
      return List.of(new Bundle("", shown.get(0).trials()));
    }
    if (findings.design() == Design.SEARCH) {
      return shown.stream().map(arm -> new Bundle(rank(arm, shown), arm.trials())).toList();
    }
    return shown.stream().map(arm -> new Bundle(arm.label(), arm.trials())).toList();
  }

  /** Short: a search has too many parameters for a title, and the leaderboard lists them. */
  private static String rank(Arm arm, List<Arm> ranking) {
    return "rank " + (ranking.indexOf(arm) + 1) + ", trial " + arm.trials().get(0).number();
  }

  private static Bundle bundle(Findings findings, Level level) {
    String name = findings.numericAxis() ? findings.axis() + " " : "";
    return new Bundle(name + level.label(), level.trials());
  }

  /** The trials of one panel. */
  private record Bundle(String title, List<TrialRecord> trials) {}
}
