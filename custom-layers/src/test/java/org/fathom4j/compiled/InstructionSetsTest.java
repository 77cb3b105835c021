package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels for older processors compute the same. The whole suite can be run so too: see README. */
class InstructionSetsTest {
  @ParameterizedTest
  @ValueSource(strings = {"SSE41", "AVX2", "ALL"})
  void networksAgreeWithDl4j(String newest) throws IOException, InterruptedException {
    String printed = ChildJvm.with("ONEDNN_MAX_CPU_ISA", newest).run(Agree.class);
    assertThat(printed).endsWith("agreed" + System.lineSeparator());
  }

  /** Trains a few networks compiled and plain. */
  static final class Agree {
    private static final double TOLERANCE = 1e-3;
    private static final int STEPS = 10;

    private Agree() {}

    public static void main(String[] arguments) {
      new Agreement(
              () ->
                  Nets.images(
                      Nets.settings(),
                      new ConvolutionLayer.Builder(5, 5).stride(1, 1).nOut(16).build(),
                      new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build(),
                      new BatchNormalization.Builder().build(),
                      new MaxoutConvolution.Builder(3).nOut(8).build(),
                      new ParametricRectifier.Builder().build(),
                      new LocalResponseNormalization.Builder().build(),
                      new Maxout.Builder().nOut(16).pieces(3).build()),
              TOLERANCE)
          .after(STEPS, Nets.images(), Nets.labels());
      new Agreement(
              () -> Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(33).build()),
              TOLERANCE)
          .after(STEPS, Nets.vectors(), Nets.labels());
      System.out.println("agreed");
    }
  }
}
