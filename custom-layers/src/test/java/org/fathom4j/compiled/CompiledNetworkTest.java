package org.fathom4j.compiled;

import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.junit.jupiter.api.Test;

class CompiledNetworkTest {

  @Test
  void denseNetwork_agreesWithDl4j_over20Steps() {
    new Agreement(
            () -> Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(16).build()), 1e-4)
        .after(20, Nets.vectors(), Nets.labels());
  }

  @Test
  void convolutionNetwork_agreesWithDl4j_over20Steps() {
    new Agreement(
            () ->
                Nets.images(
                    Nets.settings(),
                    new ConvolutionLayer.Builder(5, 5).stride(1, 1).nOut(8).build(),
                    new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                    new ConvolutionLayer.Builder(3, 3).stride(1, 1).nOut(12).build(),
                    new DenseLayer.Builder().nOut(16).build()),
            1e-3)
        .after(20, Nets.images(), Nets.labels());
  }
}
