package org.fathom4j.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.ExperimentException;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.junit.jupiter.api.Test;

class CompositeTrackerTest {
  private final List<String> heard = new ArrayList<>();

  @Test
  void tellsEveryTrackerInOrder() {
    try (Tracker both = new CompositeTracker(List.of(new Named("a"), new Named("b")))) {
      both.sweepStarted(Records.sweep("s", List.of()));
      Records.play(both, 1, TrialState.COMPLETE, 1);
      both.sweepEnded(
          Records.sweep("s", List.of()),
          new Tracker.Artifacts(Optional.empty(), Optional.empty(), 0),
          Tracker.Outcome.FINISHED);
    }

    assertThat(heard)
        .containsExactly(
            "a sweep",
            "b sweep",
            "a trial 1",
            "b trial 1",
            "a epoch 1",
            "b epoch 1",
            "a end 1",
            "b end 1",
            "a FINISHED",
            "b FINISHED",
            "b closed",
            "a closed");
  }

  @Test
  void closesTheOthersWhenOneFailsToClose() {
    Tracker broken =
        new CompositeTracker(List.of(new Named("a"), new Named("failing"), new Named("c")));

    assertThatExceptionOfType(ExperimentException.class).isThrownBy(broken::close);
    assertThat(heard).containsExactly("c closed", "a closed");
  }

  private final class Named implements Tracker {
    private final String name;

    Named(String name) {
      this.name = name;
    }

    @Override
    public void sweepStarted(SweepRecord sweep) {
      heard.add(name + " sweep");
    }

    @Override
    public void trialStarted(TrialRecord trial) {
      heard.add(name + " trial " + trial.number());
    }

    @Override
    public void epochEnded(TrialRecord trial, EpochRecord epoch) {
      heard.add(name + " epoch " + epoch.epoch());
    }

    @Override
    public void trialEnded(TrialRecord trial) {
      heard.add(name + " end " + trial.number());
    }

    @Override
    public void sweepEnded(SweepRecord sweep, Artifacts artifacts, Outcome outcome) {
      heard.add(name + " " + outcome);
    }

    @Override
    public void close() {
      if (name.equals("failing")) {
        throw new ExperimentException("disk full");
      }
      heard.add(name + " closed");
    }
  }
}
