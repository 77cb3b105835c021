package org.fathom4j.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.FAILED;
import static org.fathom4j.metrics.TrialState.PRUNED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.Tracker.Artifacts;
import org.fathom4j.tracking.Tracker.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every tracker keeps, whatever it stores in. */
public abstract class TrackerContract {
  @TempDir protected Path temp;

  /**
   * What a tracker kept of a trial.
   *
   * @param losses training loss by epoch
   * @param accuracy on the test set, or NaN
   */
  public record Kept(TrialState state, Map<Integer, Double> losses, double accuracy) {
    /** What should be kept of this trial. */
    public static Kept of(TrialRecord trial) {
      Map<Integer, Double> losses =
          trial.epochs().stream()
              .collect(
                  Collectors.toMap(
                      EpochRecord::epoch,
                      epoch -> epoch.metrics().getOrDefault(Metric.TRAIN_LOSS, -1.0),
                      (a, b) -> b,
                      TreeMap::new));
      return new Kept(trial.state(), losses, trial.result(Metric.TEST_ACCURACY));
    }
  }

  /** A tracker over the same storage at every call. */
  protected abstract Tracker open() throws IOException;

  /** Every trial that is stored, by number; fails if one is there twice. */
  protected abstract Map<Integer, Kept> kept(String sweep) throws Exception;

  /** A sweep's name that no other test of this storage uses. */
  protected String sweep(String name) {
    return getClass().getSimpleName() + "-" + name + "-" + Long.toHexString(System.nanoTime());
  }

  @Test
  void keepsEveryEndAndEveryEpoch() throws Exception {
    String id = sweep("whole");
    Map<Integer, Kept> told = new TreeMap<>();
    try (Tracker tracker = open()) {
      tracker.sweepStarted(Records.sweep(id, List.of()));
      List<TrialRecord> trials =
          List.of(
              Records.play(tracker, 1, COMPLETE, 3),
              Records.play(tracker, 2, FAILED, 0),
              Records.play(tracker, 3, DIVERGED, 2),
              Records.play(tracker, 4, PRUNED, 1));
      tracker.sweepEnded(Records.sweep(id, trials), artifacts(), Outcome.FAILED);
      trials.forEach(trial -> told.put(trial.number(), Kept.of(trial)));
    }

    assertThat(kept(id)).isEqualTo(told);
  }

  @Test
  void trialsSideBySideKeepTheirOwnEpochs() throws Exception {
    String id = sweep("interleaved");
    try (Tracker tracker = open()) {
      tracker.sweepStarted(Records.sweep(id, List.of()));
      tracker.trialStarted(Records.started(1));
      tracker.trialStarted(Records.started(2));
      for (int epoch = 1; epoch <= 3; epoch++) {
        tracker.epochEnded(Records.started(1), Records.epoch(1, epoch));
        tracker.epochEnded(Records.started(2), Records.epoch(2, epoch));
      }
      tracker.trialEnded(Records.ended(2, COMPLETE, 3));
      tracker.trialEnded(Records.ended(1, COMPLETE, 3));
    }

    assertThat(kept(id))
        .isEqualTo(
            Map.of(
                1, Kept.of(Records.ended(1, COMPLETE, 3)),
                2, Kept.of(Records.ended(2, COMPLETE, 3))));
  }

  @Test
  void aResumedSweepHasEachTrialOnceAndNothingOfATryThatBrokeOff() throws Exception {
    String id = sweep("resumed");
    TrialRecord first;
    try (Tracker tracker = open()) {
      tracker.sweepStarted(Records.sweep(id, List.of()));
      first = Records.play(tracker, 1, COMPLETE, 3);
      tracker.trialStarted(Records.started(2));
      for (int epoch = 1; epoch <= 3; epoch++) {
        tracker.epochEnded(Records.started(2), lateEpoch(epoch, 0.25));
      }
    }
    TrialRecord second;
    SweepRecord resumed = Records.sweep(id, List.of(first));
    try (Tracker tracker = open()) {
      tracker.sweepStarted(resumed);
      second = Records.play(tracker, 2, COMPLETE, 2);
      SweepRecord whole = Records.sweep(id, List.of(first, second));
      tracker.sweepEnded(whole, artifacts(), Outcome.FINISHED);
    }

    assertThat(kept(id)).isEqualTo(Map.of(1, Kept.of(first), 2, Kept.of(second)));
  }

  private static EpochRecord lateEpoch(int epoch, double loss) {
    return new EpochRecord(
        epoch, Records.STARTED + 999_000 + epoch, Map.of(Metric.TRAIN_LOSS, loss));
  }

  @Test
  void aFailedTrialCanBeTrainedAgain() throws Exception {
    String id = sweep("again");
    try (Tracker tracker = open()) {
      tracker.sweepStarted(Records.sweep(id, List.of()));
      Records.play(tracker, 1, FAILED, 0);
      Records.play(tracker, 1, COMPLETE, 2);
    }

    assertThat(kept(id)).isEqualTo(Map.of(1, Kept.of(Records.ended(1, COMPLETE, 2))));
  }

  @Test
  void artifactsThatAreNotThereAreNoError() throws Exception {
    String id = sweep("bare");
    Path absent = temp.resolve("absent");
    try (Tracker tracker = open()) {
      tracker.sweepStarted(Records.sweep(id, List.of()));
      tracker.sweepEnded(
          Records.sweep(id, List.of()),
          new Artifacts(Optional.of(absent), Optional.of(absent), 1),
          Outcome.INTERRUPTED);
    }

    assertThat(kept(id)).isEmpty();
  }

  @Test
  void closesTwiceAndWithoutAnyEvent() throws IOException {
    Tracker tracker = open();
    tracker.close();
    tracker.close();
  }

  /** A small report and model. */
  protected Artifacts artifacts() throws IOException {
    Path report = temp.resolve("out/report");
    Files.createDirectories(report.resolve("my figures"));
    Files.writeString(report.resolve("index.html"), "<h1>Depth</h1>");
    Files.writeString(report.resolve("report.json"), "{\"answer\": \"Yes: 4 layers beat 2.\"}");
    Files.writeString(report.resolve("my figures/a+b.svg"), "<svg/>");
    Path model = Files.writeString(temp.resolve("out/model.zip"), "network");
    return new Artifacts(Optional.of(report), Optional.of(model), 1);
  }
}
