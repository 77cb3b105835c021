package org.fathom4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LayerRegistryTest {
  @Test
  void aLayerOfSomebodyElse_isFoundAsAService() {
    assertThat(LayerRegistry.load().find("gaussian-noise"))
        .hasValueSatisfying(type -> assertThat(type).isInstanceOf(NoiseLayerType.class));
  }

  @Test
  void everyLayer_saysWhatItComputesAndReads() {
    assertThat(LayerRegistry.load().all())
        .isNotEmpty()
        .allSatisfy(type -> assertThat(type.formula()).as(type.name()).isNotBlank())
        .extracting(LayerType::name)
        .contains("convolution", "gaussian-noise", "maxout")
        .isSorted();
  }
}
