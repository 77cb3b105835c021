package org.fathom4j.mlflow.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class GpuMetricsTest {
  @Test
  void eachCardTellsWhatItCan() {
    String said = "0, 35, 1000, 4000, 71.5\n1, [N/A], 0, 4000, [Not Supported]\nno card\n";
    assertThat(GpuMetrics.read(said))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "gpu_0_utilization_percentage", 35.0,
                "gpu_0_memory_usage_megabytes", 1048.576,
                "gpu_0_memory_usage_percentage", 25.0,
                "gpu_0_power_usage_watts", 71.5,
                "gpu_1_memory_usage_megabytes", 0.0,
                "gpu_1_memory_usage_percentage", 0.0));
  }
}
