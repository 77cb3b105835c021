package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** Layers of Deeplearning4j's that are not compiled say so, with the reason. */
class RefusedLayersTest {
  private static final InputType SEQUENCES = InputType.recurrent(3, 11);
  private static final InputType IMAGES = InputType.convolutional(9, 10, 3);
  private static final String STEPS = "they run along a sequence step by step";
  private static final String SCORED = "they score every step of a sequence";

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

  @SuppressWarnings("deprecation") // people still have it
  static Stream<Arguments> recurrent() {
    return Stream.of(
        arguments("LSTM", new LSTM.Builder().nOut(5).build()),
        arguments("GravesLSTM", new GravesLSTM.Builder().nOut(5).build()),
        arguments("SimpleRnn", new SimpleRnn.Builder().nOut(5).build()),
        arguments("Bidirectional", new Bidirectional(new LSTM.Builder().nOut(5).build())));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("recurrent")
  void recurrentLayer_isRefusedForItRunsStepByStep(String name, Layer layer) {
    assertThat(
            explained(
                SEQUENCES, List.of(layer, new GlobalPoolingLayer(PoolingType.AVG), softmax())))
        .contains("0:" + name + ": layers of type " + layer.getClass().getName(), STEPS);
  }

  static Stream<Arguments> losses() {
    Layer steps = new Convolution1DLayer.Builder(3).nOut(4).build();
    return Stream.of(
        arguments(
            SEQUENCES,
            steps,
            new RnnOutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build(),
            SCORED),
        arguments(
            SEQUENCES,
            steps,
            new RnnLossLayer.Builder().activation(Activation.SOFTMAX).build(),
            SCORED),
        arguments(
            InputType.feedForward(20),
            new DenseLayer.Builder().nOut(5).build(),
            new CenterLossOutputLayer.Builder().nOut(4).activation(Activation.SOFTMAX).build(),
            "moves the centers of classes by a rule of its own"));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossOfAnotherKind_isRefusedWithItsReason(
      InputType input, Layer first, Layer last, String reason) {
    assertThat(explained(input, List.of(first, last)))
        .contains("0:" + first.getClass().getSimpleName() + ": compiled")
        .contains("1:" + last.getClass().getSimpleName() + ": layers of type ", reason);
  }

  @Test
  void deconvolutionWithGapsBetweenItsKernels_isRefusedByName() {
    assertThat(
            explained(
                IMAGES,
                List.of(new Deconvolution2D.Builder(2, 1).stride(2, 3).nOut(4).build(), softmax())))
        .contains("0:Deconvolution2D: in mode Same a stride of 3 over kernels of 1");
  }

  @Test
  void imagesWithTheirChannelsLast_areRefusedByEveryLayerThatHasAFormat() {
    List<Layer> layers =
        List.of(
            new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
            new DepthwiseConvolution2D.Builder(3, 3).depthMultiplier(1).build(),
            new SeparableConvolution2D.Builder(3, 3).nOut(4).build(),
            new Deconvolution2D.Builder(3, 3).nOut(4).build(),
            new SubsamplingLayer.Builder().kernelSize(2, 2).build(),
            new BatchNormalization(),
            new Upsampling2D.Builder(2).build(),
            new CnnLossLayer.Builder().build());
    String explained = explained(InputType.convolutional(9, 10, 3, CNN2DFormat.NHWC), layers);
    for (int i = 0; i < layers.size(); i++) {
      assertThat(explained)
          .contains(
              i
                  + ":"
                  + layers.get(i).getClass().getSimpleName()
                  + ": its data format is NHWC, only NCHW has a compiled form");
    }
  }
}
