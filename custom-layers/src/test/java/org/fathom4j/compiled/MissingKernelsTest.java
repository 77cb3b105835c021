package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.lowering.Obstacle;
import org.fathom4j.layers.dense.Maxout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AdaDelta;

/** What a backend has no kernels for is told before anything is trained. */
class MissingKernelsTest {
  private static final KernelLibrary POOR = KernelLibrary.named("poor");

  @Test
  void ofLayersAndOfTheUpdate_areNamedWhenCompiling() {
    MultiLayerNetwork network =
        Nets.vectors(
            Nets.settings(new AdaDelta()),
            new DenseLayer.Builder().nOut(6).build(),
            new Maxout.Builder().nOut(5).pieces(2).build());
    INDArray before = network.params().dup();
    assertThatThrownBy(() -> CompiledNetwork.compile(network, POOR))
        .isInstanceOfSatisfying(
            NotCompilableException.class,
            refusal ->
                assertThat(refusal.obstacles())
                    .extracting(Obstacle::toString)
                    .containsExactly(
                        "update from 0: poor has no kernel for AdaDelta",
                        "1:Maxout: poor has no kernel for maximum of 2 pieces"));
    assertThat(network.params()).isEqualTo(before);
    assertThat(network.getUpdater(false)).isNull();
  }

  static Stream<Layer> recurrent() {
    LSTM lstm = new LSTM.Builder().nIn(3).nOut(5).activation(Activation.TANH).build();
    return Stream.of(
        lstm,
        new SimpleRnn.Builder().nIn(3).nOut(5).activation(Activation.TANH).build(),
        new Bidirectional(Bidirectional.Mode.ADD, lstm),
        new LastTimeStep(lstm));
  }

  @ParameterizedTest
  @MethodSource("recurrent")
  void ofLayersAlongSequences_areNamedWhenCompiling(Layer first) {
    NeuralNetConfiguration.ListBuilder list = Nets.settings().list().layer(first);
    if (!(first instanceof LastTimeStep)) {
      list.layer(new GlobalPoolingLayer(PoolingType.AVG));
    }
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            list.layer(
                    new OutputLayer.Builder().nIn(5).nOut(4).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    assertThatThrownBy(() -> CompiledNetwork.compile(network, POOR))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining("poor has no kernel for")
        .hasMessageContaining("along sequences");
    assertThat(CompiledNetwork.explain(network).compilable()).isTrue();
  }

  /** Before there are images the network does not tell how large they are. */
  @Test
  void ofLayersOfImages_areNamedAtTheFirstBatch_andNothingIsTrained() {
    MultiLayerNetwork network =
        Nets.images(Nets.settings(), new LocalResponseNormalization.Builder().build());
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network, POOR)) {
      assertThatThrownBy(() -> compiled.fit(Nets.images(), Nets.labels()))
          .isInstanceOf(NotCompilableException.class)
          .hasMessageContaining("poor has no kernel for");
    }
    assertThat(network.params()).isEqualTo(before);
    assertThat(network.getIterationCount()).isZero();
  }
}
