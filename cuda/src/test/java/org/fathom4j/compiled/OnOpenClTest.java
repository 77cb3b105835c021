package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.fathom4j.compiled.cuda.opencl.OpenClDevice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What networks are trained to by oneDNN, our own kernels train them to as well. */
class OnOpenClTest {
  @BeforeAll
  static void requirePlatform() {
    assumeTrue(OpenClDevice.found(), "no OpenCL platform: pocl-opencl-icd has one for CPUs");
  }

  @Test
  void kernelsAreThoseOfOpenCl() {
    assertThat(KernelLibrary.chosen()).hasToString("opencl");
  }

  @Nested
  class Networks extends RandomAgreementTest {}

  @Nested
  class Graphs extends RandomGraphsTest {}

  @Nested
  class Layers extends LayerAgreementTest {}

  @Nested
  class ChannelsLast extends ChannelsLastTest {}

  @Nested
  class Centers extends CenterLossTest {}

  @Nested
  class Losses extends LossAgreementTest {}

  @Nested
  class PixelLosses extends PixelLossTest {}

  @Nested
  class Updates extends UpdateAgreementTest {}

  @Nested
  class Dropouts extends DropoutAgreementTest {}

  @Nested
  class Frozen extends FrozenLayersTest {}

  @Nested
  class Vertices extends VerticesTest {}

  @Nested
  class Sequences extends SequencesTest {}

  @Nested
  class Outputs extends SeveralOutputsTest {}

  @Nested
  class Epochs extends EpochsTest {}

  @Nested
  class Together extends CompiledNetworksTest {}
}
