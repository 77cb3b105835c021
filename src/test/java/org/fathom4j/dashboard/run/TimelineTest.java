package org.fathom4j.dashboard.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.tracking.local.JournalEntry.Event.CONTINUED;
import static org.fathom4j.tracking.local.JournalEntry.Event.ENDED;
import static org.fathom4j.tracking.local.JournalEntry.Event.LOST;
import static org.fathom4j.tracking.local.JournalEntry.Event.PAUSED;
import static org.fathom4j.tracking.local.JournalEntry.Event.PRUNED;
import static org.fathom4j.tracking.local.JournalEntry.Event.STARTED;
import static org.fathom4j.tracking.local.JournalEntry.Event.SWEEP_ENDED;
import static org.fathom4j.tracking.local.JournalEntry.Event.SWEEP_PAUSED;
import static org.fathom4j.tracking.local.JournalEntry.Event.SWEEP_RESUMED;
import static org.fathom4j.tracking.local.JournalEntry.Event.SWEEP_STARTED;

import java.util.List;
import org.fathom4j.dashboard.run.Timeline.Stretch;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.RunningTime;
import org.junit.jupiter.api.Test;

/** Seconds of a journal are told from a moment a million seconds after 1970. */
final class TimelineTest {
  private static final long BEGIN = 1_000_000_000;

  private static JournalEntry at(double second, JournalEntry.Event event, int trial, int epoch) {
    return new JournalEntry(BEGIN + Math.round(1000 * second), event, trial, epoch, "");
  }

  private static JournalEntry at(double second, JournalEntry.Event event) {
    return at(second, event, 0, 0);
  }

  private static Timeline timeline(double end, JournalEntry... entries) {
    List<JournalEntry> journal = List.of(entries);
    long millis = BEGIN + Math.round(1000 * end);
    return Timeline.of(journal, RunningTime.of(journal, BEGIN, millis), millis);
  }

  @Test
  void aPromotedTrialHasTwoStretches_andAFreeLaneIsTakenAgain() {
    Timeline timeline =
        timeline(
            9,
            at(0, SWEEP_STARTED),
            at(1, STARTED, 1, 0),
            at(1, STARTED, 2, 0),
            at(2, PAUSED, 1, 3),
            at(3, STARTED, 3, 0),
            at(4, PAUSED, 2, 3),
            at(4, PRUNED, 2, 3),
            at(4, ENDED, 2, 3),
            at(5, CONTINUED, 1, 3));
    assertThat(timeline.stretches())
        .containsExactly(
            new Stretch(1, 1, 1, 2, 1, 3, 1, false),
            new Stretch(2, 2, 1, 4, 1, 3, 1, false),
            new Stretch(1, 2, 5, 9, 4, 0, 2, true),
            new Stretch(3, 1, 3, 9, 1, 0, 1, true));
    assertThat(timeline.lanes()).isEqualTo(2);
    assertThat(timeline.seconds()).isEqualTo(9);
    assertThat(timeline.underWay().keySet()).containsExactly(1, 3);
  }

  @Test
  void pausesAndInterruptionsTakeNoTime() {
    Timeline timeline =
        timeline(
            1003,
            at(0, SWEEP_STARTED),
            at(0, STARTED, 1, 0),
            at(2, SWEEP_PAUSED),
            at(102, SWEEP_RESUMED),
            at(103, ENDED, 1, 9),
            at(103, STARTED, 2, 0),
            at(104, SWEEP_ENDED),
            at(500, SWEEP_STARTED),
            at(501, STARTED, 2, 0),
            at(502, SWEEP_PAUSED));
    assertThat(timeline.stretches())
        .containsExactly(
            new Stretch(1, 1, 0, 3, 1, 9, 1, false),
            new Stretch(2, 1, 3, 4, 1, 0, 1, false),
            new Stretch(2, 1, 5, 6, 1, 0, 1, true));
    assertThat(timeline.seconds()).isEqualTo(6);
  }

  @Test
  void whatAKilledProcessHadOpenEndsWithItsLastWord_andALostWorkersTrialBeginsAgain() {
    Timeline timeline =
        timeline(
            900,
            at(0, SWEEP_STARTED),
            at(0, STARTED, 1, 0),
            at(2, LOST, 1, 0),
            at(3, STARTED, 1, 0),
            at(4, STARTED, 2, 0),
            at(900, SWEEP_STARTED));
    assertThat(timeline.stretches())
        .containsExactlyInAnyOrder(
            new Stretch(1, 1, 0, 2, 1, 0, 1, false),
            new Stretch(1, 1, 3, 4, 1, 0, 1, false),
            new Stretch(2, 2, 4, 4, 1, 0, 1, false));
    assertThat(timeline.seconds()).isEqualTo(4);
  }

  @Test
  void aRunWithoutAJournalIsUnderWayFromItsBeginning() {
    RunningTime time = RunningTime.of(List.of(), BEGIN, BEGIN + 7000);
    assertThat(time.seconds(BEGIN, Long.MAX_VALUE)).isEqualTo(7);
    assertThat(timeline(7).stretches()).isEmpty();
  }
}
