package org.fathom4j.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CheckpointPaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final CheckpointPace pace = new CheckpointPace(Duration.ofSeconds(5), 100 * SECOND);

  @Test
  void nothingIsDueBeforeTheLeastTime() {
    assertThat(pace.due(104 * SECOND)).isFalse();
    assertThat(pace.due(105 * SECOND)).isTrue();
    pace.kept(105 * SECOND, 105 * SECOND + 1);
    assertThat(pace.due(109 * SECOND)).isFalse();
    assertThat(pace.due(111 * SECOND)).isTrue();
  }

  @Test
  void whatTakesLongToWrite_isWrittenSoRarelyThatItTakesAFiftieth() {
    pace.kept(105 * SECOND, 107 * SECOND);
    assertThat(pace.due(206 * SECOND)).isFalse();
    assertThat(pace.due(207 * SECOND)).isTrue();
  }

  @Test
  void withoutALeastTime_everyEpochHasOne() {
    CheckpointPace always = new CheckpointPace(Duration.ZERO, 0);
    assertThat(always.due(0)).isTrue();
    always.kept(0, SECOND);
    assertThat(always.due(SECOND)).isTrue();
  }
}
