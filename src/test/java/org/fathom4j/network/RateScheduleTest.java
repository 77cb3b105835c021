package org.fathom4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fathom4j.network.RateSchedule.Curve;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.serde.json.JsonMappers;
import org.nd4j.shade.jackson.core.JsonProcessingException;

final class RateScheduleTest {
  @Test
  void cosine_startsAtRate_isHalfwayInTheMiddle_endsAtTo() {
    RateSchedule schedule = new RateSchedule(Curve.COSINE, 0.2, 0.1, 100);
    assertThat(schedule.valueAt(0, 0)).isEqualTo(0.2);
    assertThat(schedule.valueAt(50, 0)).isCloseTo(0.11, within(1e-12)); // 0.2 (1 + 0.1) / 2
    assertThat(schedule.valueAt(100, 0)).isCloseTo(0.02, within(1e-12));
    assertThat(schedule.valueAt(1000, 0)).isCloseTo(0.02, within(1e-12));
  }

  @Test
  void linearAndExponential_reachTo() {
    assertThat(new RateSchedule(Curve.LINEAR, 1, 0.5, 10).valueAt(5, 0)).isEqualTo(0.75);
    assertThat(new RateSchedule(Curve.EXPONENTIAL, 1, 0.01, 10).valueAt(5, 0))
        .isCloseTo(0.1, within(1e-12));
  }

  @Test
  void step_multipliesEveryFewEpochs() {
    RateSchedule schedule = new RateSchedule(Curve.STEP, 1, 0.1, 3);
    assertThat(schedule.valueAt(9999, 2)).isEqualTo(1);
    assertThat(schedule.valueAt(0, 3)).isCloseTo(0.1, within(1e-12));
    assertThat(schedule.valueAt(0, 6)).isCloseTo(0.01, within(1e-12));
  }

  @Test
  void survivesDl4jsJson() throws JsonProcessingException {
    IUpdater updater = new Nesterovs(new RateSchedule(Curve.COSINE, 0.2, 0.1, 100), 0.9);
    String json = JsonMappers.getMapper().writeValueAsString(updater);
    assertThat(JsonMappers.getMapper().readValue(json, IUpdater.class)).isEqualTo(updater);
  }
}
