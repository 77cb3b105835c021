package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/** Networks made by transfer learning: frozen layers stay as they are, the others learn. */
class FrozenLayersTest {
  private static final int STEPS = 10;

  @Test
  void layersUpToAFrozenOne_stayAsTheyAre() {
    MultiLayerNetwork trained = trained();
    new Agreement(() -> new TransferLearning.Builder(trained).setFeatureExtractor(2).build(), 1e-4)
        .after(STEPS, Nets.images(), Nets.labels());
    MultiLayerNetwork frozen = new TransferLearning.Builder(trained).setFeatureExtractor(2).build();
    long fixed = trained.getLayer(0).numParams() + trained.getLayer(2).numParams();
    float[] before = head(frozen, fixed);
    try (CompiledNetwork compiled = CompiledNetwork.compile(frozen)) {
      compiled.fit(Nets.images(), Nets.labels());
    }
    assertThat(head(frozen, fixed)).isEqualTo(before);
    assertThat(frozen.params()).isNotEqualTo(trained.params());
  }

  @Test
  void aReplacedOutput_learns() {
    MultiLayerNetwork trained = trained();
    new Agreement(
            () -> {
              trained.setIterationCount(0);
              return new TransferLearning.Builder(trained)
                  .setFeatureExtractor(0)
                  .nOutReplace(4, 6, WeightInit.ONES)
                  .build();
            },
            1e-4)
        .after(STEPS, Nets.images(), Nets.labels(Nets.EXAMPLES, 6));
  }

  @Test
  void aFrozenLayerAmongOthers_passesTheGradientOn() {
    new Agreement(
            () ->
                Nets.vectors(
                    Nets.settings(),
                    new DenseLayer.Builder().nOut(9).build(),
                    new FrozenLayerWithBackprop(
                        new DenseLayer.Builder().nOut(8).activation(Activation.TANH).build()),
                    new DenseLayer.Builder().nOut(7).build()),
            1e-4)
        .after(STEPS, Nets.vectors(), Nets.labels());
  }

  @Test
  void layersBeforeAFrozenOne_getNoGradient() {
    Supplier<MultiLayerNetwork> network =
        () ->
            Nets.vectors(
                Nets.settings(),
                new DenseLayer.Builder().nOut(9).build(),
                new FrozenLayer(new DenseLayer.Builder().nOut(8).build()),
                new DenseLayer.Builder().nOut(7).build());
    new Agreement(network, 1e-4).after(STEPS, Nets.vectors(), Nets.labels());
    MultiLayerNetwork frozen = network.get();
    long fixed = frozen.getLayer(0).numParams() + frozen.getLayer(1).numParams();
    float[] before = head(frozen, fixed);
    try (CompiledNetwork compiled = CompiledNetwork.compile(frozen)) {
      compiled.fit(Nets.vectors(), Nets.labels());
    }
    assertThat(head(frozen, fixed)).isEqualTo(before);
  }

  private static MultiLayerNetwork trained() {
    MultiLayerNetwork network =
        Nets.images(
            Nets.settings(),
            new ConvolutionLayer.Builder(3, 3).nOut(6).dropOut(0.5).build(),
            new ActivationLayer.Builder().activation(Activation.TANH).build(),
            new BatchNormalization.Builder().build(),
            new DenseLayer.Builder().nOut(7).build());
    network.fit(Nets.images(), Nets.labels());
    return network;
  }

  /** The first parameters of a network. */
  private static float[] head(MultiLayerNetwork network, long count) {
    return Arrays.copyOf(network.params().toFloatVector(), Math.toIntExact(count));
  }
}
