package org.fathom4j.dashboard.page;

import static org.fathom4j.report.html.Html.element;

import org.fathom4j.dashboard.run.RunState;
import org.fathom4j.metrics.TrialState;

/** A state as a word with a mark; the colour only repeats it. */
final class Pill {
  private Pill() {}

  static String of(RunState state) {
    return pill(state.word());
  }

  static String of(TrialState state) {
    return pill(word(state));
  }

  /** A trial's state in a word, also in addresses. */
  static String word(TrialState state) {
    return switch (state) {
      case RUNNING -> "running";
      case PAUSED -> "waiting";
      case COMPLETE -> "complete";
      case PRUNED -> "pruned";
      case DIVERGED -> "diverged";
      case FAILED -> "failed";
    };
  }

  private static String pill(String word) {
    return element("span class=\"pill " + word + "\"", word);
  }
}
