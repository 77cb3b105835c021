package org.fathom4j.layers.dense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class MaxoutTest extends LayerContract {
  private static final InputType INPUT = InputType.feedForward(5);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of("two pieces", INPUT, () -> new Maxout.Builder().nOut(4).build()),
        LayerCase.of(
            "five pieces without bias",
            INPUT,
            () -> new Maxout.Builder().nOut(3).pieces(5).hasBias(false).build()),
        LayerCase.of("one unit", INPUT, () -> new Maxout.Builder().nOut(1).pieces(3).build()));
  }

  @Override
  protected Masking masking() {
    return Masking.ZEROED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "one piece",
            () -> new Maxout.Builder().nOut(3).pieces(1).build(),
            "Maxout layer",
            "pieces must be at least 2",
            "got 1"),
        BadConfig.of(
            "an activation",
            () -> new Maxout.Builder().nOut(3).activation(Activation.RELU).build(),
            "Maxout layer",
            "activation must be left out",
            "relu"),
        BadConfig.of(
            "no outputs",
            () -> new Maxout.Builder().build(),
            "Maxout layer",
            "nOut must be at least 1",
            "got 0"));
  }

  static Stream<Arguments> rectifiers() {
    // The slopes of two pieces z s: their maximum, at -3, -0.25, 0 and 0.5.
    return Stream.of(
        arguments("|z|", new float[] {1, -1}, new float[] {3, 0.25f, 0, 0.5f}),
        arguments("ReLU", new float[] {1, 0}, new float[] {0, 0, 0, 0.5f}),
        arguments("leaky", new float[] {1, 0.01f}, new float[] {-0.03f, -0.0025f, 0, 0.5f}),
        arguments(
            "PReLU of slope 0.25",
            new float[] {0.25f, 1},
            new float[] {-0.75f, -0.0625f, 0, 0.5f}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rectifiers")
  void twoPiecesCanBe(String name, float[] slopes, float[] values) {
    MultiLayerNetwork network = network();
    network.setParam("0_W", Nd4j.createFromArray(new float[][] {slopes}));
    network.setParam("0_b", Nd4j.zeros(2));
    INDArray z = Nd4j.createFromArray(-3, -0.25f, 0, 0.5f).reshape(4, 1);
    assertThat(network.output(z)).isEqualTo(Nd4j.createFromArray(values).reshape(4, 1));
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new Maxout.Builder().nIn(1).nOut(1).build())
                .layer(
                    new LossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build())
                .build());
    network.init();
    return network;
  }
}
