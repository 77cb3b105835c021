package org.fathom4j.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.fathom4j.report.SweepSamples;
import org.junit.jupiter.api.Test;

class SweepRecordTest {
  @Test
  void withoutFolds_theBestTrialIsTheBestOfAll() {
    SweepRecord sweep =
        SweepSamples.depths(new int[] {2, 4}, new double[][] {{.80, .82, .99}, {.90, .91, .95}});
    assertThat(sweep.best().orElseThrow().number()).isEqualTo(3);
  }

  @Test
  void withFolds_itIsTheBestOneOfTheNetworkThatIsBestOnAverage() {
    List<TrialRecord> trials =
        List.of(
            SweepSamples.onFold(1, 2, 1, 1, .80),
            SweepSamples.onFold(2, 4, 1, 1, .90),
            SweepSamples.onFold(3, 2, 1, 2, .99),
            SweepSamples.onFold(4, 4, 1, 2, .92));
    SweepRecord sweep = SweepSamples.sweep("depth", trials);
    assertThat(sweep.best().orElseThrow().number()).isEqualTo(4);
    assertThat(sweep.best().orElseThrow().parameters()).isEqualTo(Map.of("depth", 4));
  }
}
