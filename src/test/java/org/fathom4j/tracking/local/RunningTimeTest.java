package org.fathom4j.tracking.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fathom4j.tracking.local.JournalEntry.Event;
import org.junit.jupiter.api.Test;

/** The seconds of a run are those of all processes that worked on it, and of no pause. */
class RunningTimeTest {
  @Test
  void aRunThatWasKilledPausedAndResumed_tookWhatItsProcessesTook() {
    List<JournalEntry> journal =
        List.of(
            at(1_000, Event.SWEEP_STARTED),
            at(4_000, Event.STARTED), // killed at once
            at(1_000_000, Event.SWEEP_STARTED),
            at(1_002_000, Event.SWEEP_PAUSED),
            at(1_500_000, Event.SWEEP_RESUMED),
            at(1_501_500, Event.SWEEP_ENDED));
    assertThat(RunningTime.seconds(journal)).isEqualTo(3 + 2 + 1.5);
    assertThat(RunningTime.seconds(journal.subList(0, 2))).isEqualTo(3);
    assertThat(RunningTime.seconds(List.of())).isZero();
  }

  private static JournalEntry at(long millis, Event event) {
    return new JournalEntry(millis, event, 0, 0, "");
  }
}
