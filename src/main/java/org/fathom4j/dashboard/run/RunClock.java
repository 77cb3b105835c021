package org.fathom4j.dashboard.run;

import java.util.List;
import java.util.OptionalDouble;
import org.fathom4j.metrics.TrialState;

/**
 * How long a run took, and takes yet.
 *
 * @param elapsed seconds since it began, or went on after a break; without pauses
 * @param left seconds until it ends, at the speed so far; empty where that cannot be said. A trial
 *     under way counts by its epochs, against the median of the complete ones
 */
public record RunClock(double elapsed, OptionalDouble left) {
  static RunClock of(RunView run, long nowMillis) {
    long began = run.sweep().provenance().startedMillis();
    if (run.state().isUnderWay()) {
      double elapsed = run.runningTime(nowMillis).seconds(began, nowMillis);
      return new RunClock(elapsed, left(run, began, elapsed));
    }
    if (run.state() != RunState.CRASHED) {
      return new RunClock(run.sweep().seconds(), OptionalDouble.empty());
    }
    double elapsed = run.runningTime(nowMillis).seconds(began, Long.MAX_VALUE);
    return new RunClock(elapsed, OptionalDouble.empty());
  }

  private static OptionalDouble left(RunView run, long began, double elapsed) {
    double done = 0;
    double before = 0;
    double whole = wholeEpochs(run.trials());
    for (TrialRow trial : run.trials()) {
      double part = trial.state().ended() ? 1 : Math.min(0.95, trial.curves().epochs() / whole);
      if (trial.curves().lastMillis() < began) {
        before += part;
      } else {
        done += part;
      }
    }
    double open = run.planned() - before - done;
    return done > 0 && open > 0 ? OptionalDouble.of(elapsed * open / done) : OptionalDouble.empty();
  }

  private static double wholeEpochs(List<TrialRow> trials) {
    int[] epochs =
        trials.stream()
            .filter(trial -> trial.state() == TrialState.COMPLETE)
            .mapToInt(trial -> trial.curves().epochs())
            .sorted()
            .toArray();
    return epochs.length == 0 ? Double.POSITIVE_INFINITY : Math.max(1, epochs[epochs.length / 2]);
  }
}
