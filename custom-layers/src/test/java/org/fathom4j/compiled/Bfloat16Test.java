package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Products of bfloat16: what they are, what stays in single precision, and where there are none.
 */
class Bfloat16Test {
  private static final Kernels INTERPRETER =
      new Kernels(KernelLibrary.named("interpreter"), Precision.BFLOAT16);

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1.00390625, 1", // half of the last place: to the even one below
    "1.01171875, 1.015625", // and to the even one above
    "1.00390637, 1.0078125",
    "-1.00390637, -1.0078125",
    "0.1, 0.10009765625",
    "1e-40, 9.18355E-41", // below the smallest normal number
    "3.4028234e38, Infinity"
  })
  void roundedIsTheNearestOne_ofTwoTheEven(float value, float nearest) {
    assertThat(Precision.rounded(value)).isEqualTo(nearest);
    assertThat(Precision.rounded(Float.NaN)).isNaN();
  }

  static List<Supplier<MultiLayerNetwork>> networks() {
    return List.of(
        () -> Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(33).build()),
        () ->
            Nets.images(
                Nets.settings(),
                new ConvolutionLayer.Builder(3, 3).nOut(19).build(),
                new ConvolutionLayer.Builder(3, 3).nOut(16).build(),
                new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build()),
        () ->
            Nets.images(
                Nets.settings(),
                new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(2).build(),
                new ConvolutionLayer.Builder(1, 1).nOut(16).build()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void kernelsComputeWhatTheInterpreterDoes(Supplier<MultiLayerNetwork> network) {
    assumeTrue(isNative(), "this CPU has no instructions for bfloat16");
    INDArray exact =
        firstGradient(network, new Kernels(KernelLibrary.named("oneDNN"), Precision.FLOAT));
    INDArray expected = firstGradient(network, INTERPRETER);
    INDArray rounded =
        firstGradient(network, new Kernels(KernelLibrary.named("oneDNN"), Precision.BFLOAT16));
    double size = exact.norm2Number().doubleValue();
    assertThat(rounded.distance2(expected) / size).isLessThan(1e-3);
    assertThat(rounded.distance2(exact) / size).isBetween(2e-3, 0.3);
  }

  private static INDArray firstGradient(Supplier<MultiLayerNetwork> network, Kernels kernels) {
    MultiLayerNetwork trained = network.get();
    INDArray input = isOfVectors(trained) ? Nets.vectors() : Nets.images();
    try (CompiledNetwork compiled = CompiledNetwork.compile(trained, kernels)) {
      compiled.fit(input, Nets.labels());
      return trained.getGradientsViewArray().dup();
    }
  }

  private static boolean isOfVectors(MultiLayerNetwork network) {
    return network.getLayer(0).conf().getLayer() instanceof DenseLayer;
  }

  @Test
  void parametersStayOfSinglePrecision_soThatSmallStepsAreNotLost() {
    MultiLayerNetwork network =
        Nets.vectors(Nets.settings(new Sgd(1e-3)), new DenseLayer.Builder().nOut(8).build());
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network, INTERPRETER)) {
      compiled.fit(Nets.vectors(), Nets.labels());
    }
    INDArray moved = network.params().neq(before).castTo(DataType.FLOAT);
    assertThat(moved.meanNumber().doubleValue()).isGreaterThan(0.5);
  }

  private static boolean isNative() {
    try (Backend backend = KernelLibrary.named("oneDNN").open()) {
      return backend.obstacle(Precision.BFLOAT16).isEmpty();
    }
  }

  @Test
  void whereItWouldBeEmulated_itIsRefusedByName() throws IOException, InterruptedException {
    assertThat(ChildJvm.with("ONEDNN_MAX_CPU_ISA", "AVX2").run(Refused.class))
        .contains("bfloat16 would only be emulated here: the kernels are for avx2");
  }

  /** Prints why a network is not compiled. */
  static final class Refused {
    private Refused() {}

    public static void main(String[] arguments) {
      MultiLayerNetwork network =
          Nets.vectors(Nets.settings(), new DenseLayer.Builder().nOut(8).build());
      assertThatThrownBy(() -> CompiledNetwork.compile(network, Precision.BFLOAT16))
          .isInstanceOf(NotCompilableException.class)
          .satisfies(refusal -> System.out.println(refusal.getMessage()));
    }
  }
}
