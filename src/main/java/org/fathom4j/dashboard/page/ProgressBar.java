package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fathom4j.dashboard.run.RunView;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.report.analysis.Numbers;

/** How many of the planned trials are in which state, as one bar. */
final class ProgressBar {
  private static final double WIDTH = 1000;

  private static final List<TrialState> ORDER =
      List.of(
          TrialState.COMPLETE,
          TrialState.PRUNED,
          TrialState.DIVERGED,
          TrialState.FAILED,
          TrialState.PAUSED,
          TrialState.RUNNING);

  private ProgressBar() {}

  static String html(RunView run) {
    Map<TrialState, Integer> counts = new EnumMap<>(run.counts());
    int planned = Math.max(1, run.planned());
    StringBuilder bars = new StringBuilder();
    double left = 0;
    for (TrialState state : ORDER) {
      double width = WIDTH * counts.getOrDefault(state, 0) / planned;
      if (width > 0) {
        bars.append(
            String.format(
                Locale.ROOT,
                "<rect class=\"%s\" x=\"%.1f\" width=\"%.1f\" height=\"8\"/>",
                Pill.word(state),
                left,
                width));
      }
      left += width;
    }
    return element(
        "svg class=\"bar\" viewBox=\"0 0 1000 8\" preserveAspectRatio=\"none\" role=\"img\""
            + " aria-label=\""
            + words(run)
            + "\"",
        bars.toString());
  }

  /** "12 of 30 trials: 8 complete, 4 pruned". */
  private static String words(RunView run) {
    return "%s of %s trials: %s"
        .formatted(Numbers.count(run.ended()), Numbers.count(run.planned()), counted(run));
  }

  static String counted(RunView run) {
    Map<TrialState, Integer> counts = run.counts();
    return ORDER.stream()
        .filter(counts::containsKey)
        .map(state -> Numbers.count(counts.getOrDefault(state, 0)) + " " + Pill.word(state))
        .collect(Collectors.joining(", "));
  }
}
