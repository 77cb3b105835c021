package org.fathom4j.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.FAILED;
import static org.fathom4j.metrics.TrialState.PAUSED;
import static org.fathom4j.metrics.TrialState.PRUNED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.fathom4j.event.EventOrder;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
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
  protected abstract Subscriber open() throws IOException;

  /** A tracker that is told nothing out of order. */
  private Subscriber ordered() throws IOException {
    EventStream stream = new EventStream();
    stream.subscribe(new EventOrder());
    stream.subscribe(open());
    return stream;
  }

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
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      List<TrialRecord> trials =
          List.of(
              Records.play(tracker, 1, COMPLETE, 3),
              Records.play(tracker, 2, FAILED, 0),
              Records.play(tracker, 3, DIVERGED, 2),
              Records.play(tracker, 4, PRUNED, 1));
      tracker.on(
          new SweepEnded(Records.sweep(id, trials), Records.verdict(Outcome.FAILED), artifacts()));
      trials.forEach(trial -> told.put(trial.number(), Kept.of(trial)));
    }

    assertThat(kept(id)).isEqualTo(told);
  }

  @Test
  void aTrialThatIsDroppedBeforeItStartsHasItsEnd() throws Exception {
    String id = sweep("dropped");
    TrialRecord dropped = Records.ended(1, PRUNED, 0);
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      tracker.on(new Dropped(dropped));
      tracker.on(new TrialEnded(dropped));
    }
    assertThat(kept(id)).isEqualTo(Map.of(1, Kept.of(dropped)));
  }

  @Test
  void trialsSideBySideKeepTheirOwnEpochs() throws Exception {
    String id = sweep("interleaved");
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      tracker.on(Records.begin(1));
      tracker.on(Records.begin(2));
      for (int epoch = 1; epoch <= 3; epoch++) {
        tracker.on(Records.epochEnd(1, epoch));
        tracker.on(Records.epochEnd(2, epoch));
      }
      tracker.on(Records.end(2, COMPLETE, 3));
      tracker.on(Records.end(1, COMPLETE, 3));
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
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      first = Records.play(tracker, 1, COMPLETE, 3);
      tracker.on(Records.begin(2));
      for (int epoch = 1; epoch <= 3; epoch++) {
        tracker.on(new EpochEnded(2, lateEpoch(epoch, 0.25)));
      }
    }
    TrialRecord second;
    SweepRecord resumed = Records.sweep(id, List.of(first));
    try (Subscriber tracker = ordered()) {
      tracker.on(new SweepStarted(resumed));
      second = Records.play(tracker, 2, COMPLETE, 2);
      SweepRecord whole = Records.sweep(id, List.of(first, second));
      tracker.on(new SweepEnded(whole, Records.verdict(Outcome.FINISHED), artifacts()));
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
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      Records.play(tracker, 1, FAILED, 0);
      Records.play(tracker, 1, COMPLETE, 2);
    }

    assertThat(kept(id)).isEqualTo(Map.of(1, Kept.of(Records.ended(1, COMPLETE, 2))));
  }

  @Test
  void aTrialThatWaitsAndIsPromotedIsOneTrial() throws Exception {
    String id = sweep("promoted");
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      tracker.on(Records.begin(1));
      tracker.on(Records.epochEnd(1, 1));
      tracker.on(new Paused(1, 1, 0.5));
      Records.play(tracker, 2, PRUNED, 1);
      tracker.on(new Continued(1, 1, 3));
      tracker.on(Records.epochEnd(1, 2));
      tracker.on(Records.epochEnd(1, 3));
      tracker.on(Records.end(1, COMPLETE, 3));
    }

    assertThat(kept(id))
        .isEqualTo(
            Map.of(
                1, Kept.of(Records.ended(1, COMPLETE, 3)),
                2, Kept.of(Records.ended(2, PRUNED, 1))));
  }

  @Test
  void aTrialThatWaitsWhenItsSweepIsInterruptedGoesOnWhenThatIsResumed() throws Exception {
    String id = sweep("waiting");
    TrialRecord paused = Records.ended(1, COMPLETE, 2).in(PAUSED, "", 3);
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      tracker.on(Records.begin(1));
      tracker.on(Records.epochEnd(1, 1));
      tracker.on(Records.epochEnd(1, 2));
      tracker.on(new Paused(1, 2, 3));
      SweepRecord sweep = Records.sweep(id, List.of(paused));
      tracker.on(Records.end(sweep, Outcome.INTERRUPTED));
    }
    assertThat(kept(id)).isEqualTo(Map.of(1, Kept.of(paused)));
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id, paused));
      tracker.on(new Continued(1, 2, 3));
      tracker.on(Records.epochEnd(1, 3));
      tracker.on(Records.end(1, COMPLETE, 3));
    }

    assertThat(kept(id)).isEqualTo(Map.of(1, Kept.of(Records.ended(1, COMPLETE, 3))));
  }

  @Test
  void artifactsThatAreNotThereAreNoError() throws Exception {
    String id = sweep("bare");
    Path absent = temp.resolve("absent");
    try (Subscriber tracker = ordered()) {
      tracker.on(Records.start(id));
      Artifacts none = new Artifacts(Optional.of(absent), Optional.of(absent), 1);
      tracker.on(
          new SweepEnded(Records.sweep(id, List.of()), Records.verdict(Outcome.INTERRUPTED), none));
    }

    assertThat(kept(id)).isEmpty();
  }

  @Test
  void closesTwiceAndWithoutAnyEvent() throws IOException {
    Subscriber tracker = open();
    tracker.close();
    tracker.close();
  }

  /** A small report and model. */
  protected Artifacts artifacts() throws IOException {
    Path report = temp.resolve("out/report");
    Files.createDirectories(report.resolve("my figures"));
    Files.writeString(report.resolve("index.html"), "<h1>Depth</h1>");
    Files.writeString(report.resolve("report.json"), "{}");
    Files.writeString(report.resolve("my figures/a+b.svg"), "<svg/>");
    Path model = Records.model(temp.resolve("out/model.zip"));
    return new Artifacts(Optional.of(report), Optional.of(model), 1);
  }
}
