package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class SpeedTest {
  @Test
  void steadyTurnsOnAnIdleMachineGiveOneEstimate() {
    Speed speed = Speed.of(100, new double[] {2.1, 2, 2.2}, 0.3, 2);
    assertThat(speed.busy()).isFalse();
    assertThat(speed.best()).isEqualTo(50);
  }

  @Test
  void turnsThatDifferAreABusyMachineAndTheMedianIsItsSpeed() {
    Speed speed = Speed.of(100, new double[] {8, 2, 4}, -1, 2);
    assertThat(speed.busy()).isTrue();
    assertThat(speed.best()).isEqualTo(50);
    assertThat(speed.whileBusy()).isEqualTo(25);
    assertThat(speed.warning()).contains("busy", "2.0-fold");
  }

  @Test
  void aLoadThatSlowsEveryTurnAlikeIsSeenBySystemsCount() {
    Speed speed = Speed.of(100, new double[] {2, 2, 2}, 6, 2);
    assertThat(speed.busy()).isTrue();
    assertThat(speed.whileBusy()).isCloseTo(12.5, within(1e-9));
  }
}
