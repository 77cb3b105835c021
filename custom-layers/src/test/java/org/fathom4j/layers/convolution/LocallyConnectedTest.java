package org.fathom4j.layers.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.BadConfig;
import org.fathom4j.layers.LayerCase;
import org.fathom4j.layers.LayerContract;
import org.fathom4j.layers.Masking;
import org.fathom4j.layers.rectifier.AbsoluteRectification;
import org.fathom4j.layers.rectifier.LeakyRectification;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LocallyConnectedTest extends LayerContract {
  private static final InputType IMAGES = InputType.convolutional(4, 5, 2);

  @Override
  protected Stream<LayerCase> cases() {
    return Stream.of(
        LayerCase.of(
            "3x3 same",
            IMAGES,
            () ->
                new LocallyConnected.Builder(3)
                    .nOut(2)
                    .convolutionMode(ConvolutionMode.Same)
                    .build()),
        LayerCase.of(
            "2x3, stride 2, padded, without bias",
            IMAGES,
            () ->
                new LocallyConnected.Builder(2, 3)
                    .nOut(3)
                    .stride(2)
                    .padding(1, 0)
                    .hasBias(false)
                    .build()),
        activation("sigmoid", Activation.SIGMOID.getActivationFunction()),
        activation("softmax over channels", Activation.SOFTMAX.getActivationFunction()),
        activation("absolute", new AbsoluteRectification()),
        activation("leaky", new LeakyRectification(0.2)));
  }

  private static LayerCase activation(String name, IActivation activation) {
    return LayerCase.of(
        name,
        IMAGES,
        () -> new LocallyConnected.Builder(2).nOut(2).stride(2).activation(activation).build());
  }

  @Override
  protected Masking masking() {
    return Masking.REDUCED;
  }

  @Override
  protected Stream<BadConfig> badConfigs() {
    return Stream.of(
        BadConfig.of(
            "a dilation",
            () -> new LocallyConnected.Builder(3).nOut(2).dilation(2).name("l").build(),
            "LocallyConnected layer \"l\"",
            "dilation must be 1",
            "[2, 2]"),
        BadConfig.of(
            "unknown image size",
            () -> network(new LocallyConnected.Builder(1).nIn(1).nOut(1).build(), null),
            "LocallyConnected",
            "input size must be two numbers",
            "[0, 0]"),
        BadConfig.of(
            "no filters",
            () -> new LocallyConnected.Builder(3).build(),
            "LocallyConnected",
            "nOut must be at least 1"));
  }

  @Test
  void equalWeightsEverywhereMakeAConvolution() {
    assertAlike(
        new Convolution.Builder(3).nOut(2).stride(1, 2).build(),
        new LocallyConnected.Builder(3).nOut(2).stride(1, 2).build());
  }

  @Test
  void paddingIsThatOfAConvolution() {
    // The last row is left out: padding as in mode Same would be 0 above.
    assertAlike(
        new Convolution.Builder(3).nOut(2).stride(2).padding(1).build(),
        new LocallyConnected.Builder(3).nOut(2).stride(2).padding(1).build());
    assertAlike(
        new Convolution.Builder(2).nOut(2).convolutionMode(ConvolutionMode.Same).build(),
        new LocallyConnected.Builder(2).nOut(2).convolutionMode(ConvolutionMode.Same).build());
  }

  @Test
  void imagesOfAnotherSizeAreRefusedWithBothSizes() {
    MultiLayerNetwork network = network(new LocallyConnected.Builder(3).nOut(2).build(), IMAGES);
    assertThatThrownBy(() -> network.output(Nd4j.ones(3, 2, 5, 4)))
        .isInstanceOf(DL4JInvalidInputException.class)
        .hasMessageContainingAll("LocallyConnected", "images of [4, 5]", "[3, 2, 5, 4]");
  }

  private static void assertAlike(Convolution convolution, LocallyConnected locally) {
    MultiLayerNetwork tied = network(convolution, IMAGES);
    MultiLayerNetwork untied = network(locally, IMAGES);
    INDArray everywhere = untied.getParam("0_W");
    // [nOut, nIn, kH, kW] to [features, nOut], the same at each position.
    INDArray weights = tied.getParam("0_W").reshape('c', 2, everywhere.size(1)).transpose();
    INDArray repeated = Nd4j.tile(weights, Math.toIntExact(everywhere.size(0)), 1);
    everywhere.assign(repeated.reshape('c', everywhere.shape()));
    INDArray x = Nd4j.rand(DataType.FLOAT, 3, 2, 4, 5);
    INDArray difference = tied.output(x).sub(untied.output(x));
    assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(1e-6));
  }

  private static MultiLayerNetwork network(Layer layer, @Nullable InputType input) {
    var list =
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(layer)
            .layer(new CnnLossLayer.Builder().activation(Activation.IDENTITY).build());
    if (input != null) {
      list.setInputType(input);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }
}
