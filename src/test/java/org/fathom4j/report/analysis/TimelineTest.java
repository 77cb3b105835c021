package org.fathom4j.report.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.SweepSamples;
import org.fathom4j.report.analysis.Timeline.Stretch;
import org.junit.jupiter.api.Test;

class TimelineTest {
  /** A trial whose epochs of one second end at these seconds. */
  private static TrialRecord trial(int number, double... ends) {
    List<EpochRecord> epochs = new ArrayList<>();
    for (double end : ends) {
      epochs.add(
          new EpochRecord(
              epochs.size() + 1, Math.round(1000 * end), Map.of(Metric.EPOCH_SECONDS, 1.0)));
    }
    return SweepSamples.complete(number, Map.of(), 1, 0.9, 0.1).withEpochs(epochs);
  }

  @Test
  void trialsAfterOneAnotherShareALane_thoseBesideEachOtherDoNot() {
    Timeline timeline =
        Timeline.of(List.of(trial(1, 101, 102), trial(2, 101, 102, 103), trial(3, 103, 104)));
    assertThat(timeline.lanes()).isEqualTo(2);
    assertThat(timeline.stretches()).extracting(Stretch::lane).containsExactly(1, 2, 1);
    assertThat(timeline.seconds()).isCloseTo(4, within(1e-6));
    assertThat(timeline.busy()).isCloseTo(7.0 / 8, within(1e-6));
  }

  @Test
  void aPausedTrialHasAStretchForEachTimeItTrained() {
    Timeline timeline = Timeline.of(List.of(trial(1, 101, 110, 111), trial(2, 102, 103, 109)));
    assertThat(timeline.stretches())
        .extracting(each -> each.trial().number())
        .containsExactly(1, 2, 2, 1);
  }

  @Test
  void theNightBeforeAResumptionIsLeftOut() {
    Timeline timeline = Timeline.of(List.of(trial(1, 101, 102), trial(2, 40_001, 40_002)));
    assertThat(timeline.seconds()).isCloseTo(4, within(1e-6));
    assertThat(timeline.lanes()).isEqualTo(1);
  }

  @Test
  void noTwoStretchesOfALaneOverlap_andNoTimeIsLost() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 200; round++) {
      List<TrialRecord> trials = new ArrayList<>();
      double trained = 0;
      for (int number = 1; number <= 12; number++) {
        double at = 1000 + random.nextInt(40);
        double[] ends = new double[1 + random.nextInt(4)];
        for (int i = 0; i < ends.length; i++) {
          at += 1 + (random.nextInt(3) == 0 ? random.nextInt(9) : 0);
          ends[i] = at;
        }
        trained += ends.length;
        trials.add(trial(number, ends));
      }
      Timeline timeline = Timeline.of(trials);
      double length = 0;
      for (Stretch each : timeline.stretches()) {
        length += each.to() - each.from();
        assertThat(timeline.stretches())
            .filteredOn(other -> !other.equals(each) && other.lane() == each.lane())
            .allMatch(o -> o.to() <= each.from() + 0.11 || o.from() >= each.to() - 0.11);
      }
      assertThat(length).isGreaterThanOrEqualTo(trained - 1e-6);
    }
  }

  @Test
  void withoutTimesThereIsNothing() {
    TrialRecord silent = SweepSamples.complete(1, Map.of(), 1, 0.9, 0.1).withEpochs(List.of());
    assertThat(Timeline.of(List.of(silent)).stretches()).isEmpty();
    assertThat(Timeline.of(List.of(silent)).busy()).isZero();
  }
}
