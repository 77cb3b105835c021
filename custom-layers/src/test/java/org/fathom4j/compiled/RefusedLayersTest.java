package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.normalization.SubtractiveNormalization;
import org.fathom4j.layers.rectifier.ParametricRectifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Layers of Deeplearning4j's that are not compiled say so, with the reason. */
class RefusedLayersTest {
  private static final InputType IMAGES = InputType.convolutional(9, 10, 3);
  private static final String TWO_FORMATS = "its data format is NCHW, that of other layers NHWC";

  private static String explained(InputType input, List<Layer> layers) {
    NeuralNetConfiguration.ListBuilder list = Nets.settings().list();
    layers.forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    Explanation explanation = CompiledNetwork.explain(network);
    assertThat(explanation.compilable()).isFalse();
    return explanation.toString();
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build();
  }

  /** Of the formats of sequences. */
  static Stream<Layer> ofStepsFirst() {
    return Stream.of(
        new RnnOutputLayer.Builder()
            .nOut(4)
            .activation(Activation.SOFTMAX)
            .dataFormat(RNNFormat.NWC)
            .build(),
        new RnnLossLayer.Builder()
            .activation(Activation.SOFTMAX)
            .dataFormat(RNNFormat.NWC)
            .build());
  }

  @ParameterizedTest
  @MethodSource("ofStepsFirst")
  void sequencesWithTheirChannelsLast_areRefused(Layer last) {
    Layer first =
        new LSTM.Builder().nOut(4).activation(Activation.TANH).dataFormat(RNNFormat.NWC).build();
    assertThat(explained(InputType.recurrent(3, 11, RNNFormat.NWC), List.of(first, last)))
        .contains("0:LSTM: its data format is NWC", "1:" + last.getClass().getSimpleName())
        .containsPattern("1:Rnn[A-Za-z]+: its data format is NWC");
  }

  @Test
  void centerLossWithoutABias_isRefusedForDl4jsMovesOne() {
    CenterLossOutputLayer last =
        new CenterLossOutputLayer.Builder()
            .nOut(4)
            .activation(Activation.SOFTMAX)
            .hasBias(false)
            .build();
    assertThat(explained(InputType.feedForward(20), List.of(last)))
        .contains("0:CenterLossOutputLayer: without a bias it has no compiled form");
  }

  @Test
  void deconvolutionWithGapsBetweenItsKernels_isRefusedByName() {
    assertThat(
            explained(
                IMAGES,
                List.of(new Deconvolution2D.Builder(2, 1).stride(2, 3).nOut(4).build(), softmax())))
        .contains("0:Deconvolution2D: in mode Same a stride of 3 over kernels of 1");
  }

  /** Each layer says how its images lie, and one of them is left as it is by default. */
  @Test
  void layersOfTwoDataFormats_areRefusedByName() {
    ConvolutionLayer last = convolution(3);
    last.setCnn2dDataFormat(CNN2DFormat.NHWC);
    NeuralNetConfiguration.ListBuilder list =
        Nets.settings()
            .list()
            .layer(last)
            .layer(new BatchNormalization.Builder().nIn(4).nOut(4).build())
            .layer(new Cropping2D.Builder(1, 1).build())
            .layer(convolution(4))
            .layer(new SubtractiveNormalization.Builder().build())
            .layer(new GlobalPoolingLayer.Builder().poolingDimensions(2, 3).build())
            .layer(new OutputLayer.Builder().nIn(4).nOut(4).activation(Activation.SOFTMAX).build());
    list.inputPreProcessor(6, new CnnToFeedForwardPreProcessor(5, 6, 4));
    assertThat(CompiledNetwork.explain(new MultiLayerNetwork(list.build())).toString())
        .contains("0:ConvolutionLayer: compiled", "1:BatchNormalization: compiled")
        .contains(
            "2:Cropping2D: " + TWO_FORMATS,
            "3:ConvolutionLayer: " + TWO_FORMATS,
            "4:SubtractiveNormalization: it takes images with their channels first",
            "5:GlobalPoolingLayer: " + TWO_FORMATS,
            "6:OutputLayer: its pre-processor's data format is NCHW, that of other layers NHWC");
  }

  private static ConvolutionLayer convolution(int inputs) {
    return new ConvolutionLayer.Builder(3, 3).nIn(inputs).nOut(4).build();
  }

  @Test
  void globalPoolingThatLeavesImagesWithTheirChannelsLast_isRefusedForItsShape() {
    GlobalPoolingLayer pooling =
        new GlobalPoolingLayer.Builder(PoolingType.AVG).collapseDimensions(false).build();
    InputType input = InputType.convolutional(9, 10, 3, CNN2DFormat.NHWC);
    assertThat(explained(input, List.of(convolution(3), pooling, softmax())))
        .contains("1:GlobalPoolingLayer: images that stay images have no compiled form");
  }

  /** What does without images, or finds out by itself, is refused as it meets them. */
  @Test
  void layersThatWouldTakeOtherDimensions_areRefusedWithTheirInput() {
    refusedOnImages(
        new BatchNormalization.Builder().nIn(4).nOut(4).build(),
        "takes images [minibatch, channels, height, width], got"
            + " [minibatch, height, width, channels] of 2x9x10x4");
    refusedOnImages(new GlobalPoolingLayer(PoolingType.MAX), "of 2x9x10x4");
    ParametricRectifier slopes = new ParametricRectifier.Builder().build();
    slopes.setNIn(4);
    refusedOnImages(slopes, "of 2x9x10x4");
  }

  private static void refusedOnImages(Layer layer, String message) {
    ConvolutionLayer last = convolution(3);
    last.setCnn2dDataFormat(CNN2DFormat.NHWC);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            Nets.settings()
                .list()
                .layer(last)
                .layer(layer)
                .layer(new GlobalPoolingLayer.Builder().poolingDimensions(1, 2).build())
                .layer(
                    new OutputLayer.Builder().nIn(4).nOut(4).activation(Activation.SOFTMAX).build())
                .build());
    network.init();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.fit(Nets.random(2, 9, 10, 3), Nets.labels(2, 4)))
          .withMessageContaining("layer 1:" + layer.getClass().getSimpleName())
          .withMessageContaining(message);
    }
  }
}
