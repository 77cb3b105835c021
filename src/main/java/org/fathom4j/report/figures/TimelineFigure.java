package org.fathom4j.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Arm;
import org.fathom4j.report.analysis.Findings;
import org.fathom4j.report.analysis.Numbers;
import org.fathom4j.report.analysis.Timeline;
import org.fathom4j.report.analysis.Timeline.Stretch;
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
import org.fathom4j.report.lesson.Exhibit;

/** Who trained what when: a lane for each trial that trained beside others. */
public final class TimelineFigure {
  private static final int MOST = 1500;
  private static final double GAP = 0.0015;
  private static final List<TrialState> ORDER =
      List.of(
          TrialState.COMPLETE,
          TrialState.PRUNED,
          TrialState.DIVERGED,
          TrialState.FAILED,
          TrialState.PAUSED,
          TrialState.RUNNING);

  private TimelineFigure() {}

  /** Of a sweep of several trials whose times are known, and that a picture can hold. */
  public static Optional<Exhibit> of(Findings findings) {
    Timeline timeline = Timeline.of(findings.sweep().trials());
    int count = timeline.stretches().size();
    if (count < 2 || count > MOST) {
      return Optional.empty();
    }
    boolean minutes = timeline.seconds() > 300;
    double unit = minutes ? 60 : 1;
    double end = timeline.seconds() / unit;
    List<Tick> lanes =
        IntStream.rangeClosed(-timeline.lanes(), -1)
            .mapToObj(place -> new Tick(place, Integer.toString(-place)))
            .toList();
    Axis x = new Axis(minutes ? "minutes" : "seconds", 0, end, false, List.of());
    Axis y = new Axis("side by side", -timeline.lanes() - 0.6, -0.4, false, lanes);
    List<Series> series = series(findings, timeline, unit, GAP * end);
    String title = "What trained when";
    String alt =
        title
            + ": %s trials, at most %s side by side, in %s"
                .formatted(
                    Numbers.count(findings.sweep().trials().size()),
                    Numbers.count(timeline.lanes()),
                    Numbers.duration(timeline.seconds()));
    Caption caption = new Caption("timeline", title, Figures.dataSet(findings), alt + ".");
    Figure figure = new Plot(caption, List.of(new Panel("", x, y, series, List.of())));
    String see =
        "Every bar is a trial that trained; a trial that was paused and promoted has several. %s%% of"
            + " the time of all lanes was spent on training; times without any are left out.";
    return Optional.of(new Exhibit(figure, see.formatted(Numbers.fixed(100 * timeline.busy(), 0))));
  }

  private static List<Series> series(
      Findings findings, Timeline timeline, double unit, double gap) {
    Tags tags = new Tags(findings);
    double width = Math.max(4, Math.min(26, 60.0 / timeline.lanes()));
    List<Series> series = new ArrayList<>();
    for (Stretch each : timeline.stretches()) {
      TrialState state = each.trial().state();
      Style style = new Style(ink(state), width, false, Mark.NONE, 0, 0.9);
      double from = each.from() / unit;
      double to = Math.max(each.to() / unit - gap, from + gap / 4);
      List<Point> bar = List.of(new Point(from, -each.lane()), new Point(to, -each.lane()));
      series.add(new Series(Arm.word(state), style, bar, List.of(tags.of(each.trial()))));
    }
    return series;
  }

  private static Ink ink(TrialState state) {
    int at = ORDER.indexOf(state);
    return at < 4 ? Ink.series(at) : Ink.MUTED;
  }
}
