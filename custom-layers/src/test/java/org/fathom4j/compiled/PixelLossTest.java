package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.IEvaluation;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.EvaluationBinary;
import org.nd4j.evaluation.classification.ROCBinary;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that are scored pixel by pixel, compiled against plain. */
class PixelLossTest {
  private static final int HEIGHT = 5;
  private static final int WIDTH = 6;
  private static final int STEPS = 5;

  /** Slow, for the gradients of all pixels add up. */
  private static NeuralNetConfiguration.Builder settings() {
    return Nets.settings(new Nesterovs(0.002, 0.9));
  }

  private static ConvolutionLayer convolution(int channels, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3).nOut(channels).activation(activation).build();
  }

  private static CnnLossLayer scored(LossFunction loss, Activation activation) {
    return new CnnLossLayer.Builder(loss).activation(activation).build();
  }

  private static ComputationGraph graph(LossFunction loss, Activation activation, int channels) {
    ComputationGraph graph =
        new ComputationGraph(
            settings()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 2))
                .addLayer("first", convolution(4, Activation.TANH), "in")
                .addLayer("last", convolution(channels, Activation.IDENTITY), "first")
                .addLayer("out", scored(loss, activation), "last")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static MultiLayerNetwork list(
      NeuralNetConfiguration.Builder settings,
      LossFunction loss,
      Activation activation,
      int channels) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            settings
                .list()
                .layer(convolution(4, Activation.TANH))
                .layer(convolution(channels, Activation.IDENTITY))
                .layer(scored(loss, activation))
                .setInputType(InputType.convolutional(HEIGHT, WIDTH, 2))
                .build());
    network.init();
    return network;
  }

  private static INDArray pixels(int channels) {
    return Nets.random(Nets.EXAMPLES, channels, HEIGHT, WIDTH);
  }

  /** One of the channels at each pixel, or yes or no where there is one. */
  private static INDArray labels(int channels) {
    INDArray numbers = pixels(channels);
    return channels == 1
        ? numbers.gt(0).castTo(DataType.FLOAT)
        : numbers.eq(numbers.max(true, 1).broadcast(numbers.shape())).castTo(DataType.FLOAT);
  }

  /** Kinds of masks that Deeplearning4j takes; all leave out something, and not all of anything. */
  enum Mask {
    NONE,
    EXAMPLES,
    PLACES,
    PIXELS,
    VALUES;

    @Nullable INDArray of(int channels) {
      return switch (this) {
        case NONE -> null;
        case EXAMPLES -> Nd4j.ones(Nets.EXAMPLES, 1).putScalar(2, 0).putScalar(7, 0);
        case PLACES -> drawn(Nets.EXAMPLES, HEIGHT, WIDTH);
        case PIXELS -> drawn(Nets.EXAMPLES, 1, HEIGHT, WIDTH);
        case VALUES -> drawn(Nets.EXAMPLES, channels, HEIGHT, WIDTH);
      };
    }

    private static INDArray drawn(long... shape) {
      return Nets.random(shape).neg().gt(-0.5).castTo(DataType.FLOAT);
    }
  }

  static Stream<Arguments> losses() {
    return Stream.of(
            Arguments.of(LossFunction.XENT, Activation.SIGMOID, 1),
            Arguments.of(LossFunction.XENT, Activation.SIGMOID, 3),
            Arguments.of(LossFunction.MCXENT, Activation.SOFTMAX, 3),
            Arguments.of(LossFunction.MSE, Activation.TANH, 1),
            Arguments.of(LossFunction.MSE, Activation.IDENTITY, 2),
            Arguments.of(LossFunction.HINGE, Activation.IDENTITY, 2))
        .flatMap(
            of ->
                Stream.of(Mask.values())
                    .filter(mask -> mask != Mask.VALUES || of.get()[0] != LossFunction.MCXENT)
                    .map(mask -> Arguments.of(of.get()[0], of.get()[1], of.get()[2], mask)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void everyPixelOfAGraphIsScored(
      LossFunction loss, Activation activation, int channels, Mask mask) {
    INDArray shares = mask.of(channels);
    MultiDataSet batch =
        new MultiDataSet(
            new INDArray[] {pixels(2)},
            new INDArray[] {labels(channels)},
            null,
            shares == null ? null : new INDArray[] {shares});
    GraphAgreement.within(1e-3)
        .after(STEPS, graph(loss, activation, channels), graph(loss, activation, channels), batch);
  }

  @ParameterizedTest
  @CsvSource({"XENT, SIGMOID, 1, NONE", "MCXENT, SOFTMAX, 3, PIXELS", "MSE, IDENTITY, 2, VALUES"})
  void everyPixelOfAListIsScored(
      LossFunction loss, Activation activation, int channels, Mask mask) {
    new Agreement(() -> list(settings(), loss, activation, channels), 1e-3)
        .after(STEPS, new DataSet(pixels(2), labels(channels), null, mask.of(channels)));
  }

  /** Shares of pixels: of one channel Deeplearning4j takes them twice for the gradient. */
  @ParameterizedTest
  @CsvSource({"XENT, SIGMOID, 1", "MCXENT, SOFTMAX, 3", "MSE, IDENTITY, 2"})
  void pixelsHaveWeights(LossFunction loss, Activation activation, int channels) {
    INDArray shares = Nd4j.nn().sigmoid(pixels(1));
    new Agreement(() -> list(settings(), loss, activation, channels), 1e-3)
        .after(STEPS, new DataSet(pixels(2), labels(channels), null, shares));
  }

  @Test
  void theScoreIsAveragedThoughTheGradientIsSummed() {
    new Agreement(
            () ->
                list(
                    Nets.settings(new Sgd(0.001)).miniBatch(false).l2(0.01),
                    LossFunction.MCXENT,
                    Activation.SOFTMAX,
                    3),
            1e-3)
        .after(STEPS, pixels(2), labels(3));
  }

  @ParameterizedTest
  @CsvSource({"XENT, SIGMOID, 1", "MCXENT, SOFTMAX, 3", "XENT, SIGMOID, 3", "MSE, IDENTITY, 2"})
  void theCommonLossesRunInNoCodeOfDeeplearning4js(
      LossFunction loss, Activation activation, int channels) {
    MultiLayerNetwork network = list(settings(), loss, activation, channels);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(pixels(2), labels(channels));
      if (channels > 1) {
        compiled.fit(new DataSet(pixels(2), labels(channels), null, Mask.PIXELS.of(channels)));
      }
      assertThat(compiled.listing()).doesNotContain("loss " + loss, "LossBinaryXENT", "in Java");
    }
  }

  private static DataSetIterator batches(int channels, Mask mask) {
    return new ExistingDataSetIterator(
        List.of(
            new DataSet(pixels(2), labels(channels), null, mask.of(channels)),
            new DataSet(pixels(2).neg(), labels(channels), null, mask.of(channels))));
  }

  /** With masks of images Deeplearning4j evaluates no classes. */
  @Test
  void segmentationsAreEvaluated() {
    compared(
        list(settings(), LossFunction.MCXENT, Activation.SOFTMAX, 3),
        3,
        Mask.NONE,
        () -> new IEvaluation<?>[] {new Evaluation(), new RegressionEvaluation(3)});
  }

  @ParameterizedTest
  @CsvSource({"NONE, 1", "PIXELS, 1", "NONE, 3", "VALUES, 3"})
  void yesAndNoAreEvaluated(Mask mask, int channels) {
    compared(
        list(settings(), LossFunction.XENT, Activation.SIGMOID, channels),
        channels,
        mask,
        () -> new IEvaluation<?>[] {new EvaluationBinary(), new ROCBinary(0)});
  }

  private static void compared(
      MultiLayerNetwork network, int channels, Mask mask, Supplier<IEvaluation<?>[]> evaluations) {
    network.fit(batches(channels, Mask.NONE), 3);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      IEvaluation<?>[] expected = network.doEvaluation(batches(channels, mask), evaluations.get());
      IEvaluation<?>[] actual = compiled.doEvaluation(batches(channels, mask), evaluations.get());
      for (int i = 0; i < expected.length; i++) {
        Figures.same(expected[i], actual[i]);
      }
      assertThat(compiled.listing()).contains("Inference on");
    }
  }

  @Test
  void pixelsAndClassesAreOutputsOfOneGraph() {
    Supplier<ComputationGraph> graph =
        () -> {
          ComputationGraph both =
              new ComputationGraph(
                  settings()
                      .graphBuilder()
                      .addInputs("in")
                      .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 2))
                      .addLayer("first", convolution(3, Activation.TANH), "in")
                      .addLayer("pixels", scored(LossFunction.MCXENT, Activation.SOFTMAX), "first")
                      .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "first")
                      .addLayer(
                          "classes",
                          new OutputLayer.Builder()
                              .nOut(Nets.CLASSES)
                              .activation(Activation.SOFTMAX)
                              .build(),
                          "mean")
                      .setOutputs("classes", "pixels")
                      .build());
          both.init();
          return both;
        };
    MultiDataSet batch =
        new MultiDataSet(
            new INDArray[] {pixels(2)},
            new INDArray[] {Nets.labels(), labels(3)},
            null,
            new INDArray[] {Mask.EXAMPLES.of(0), Mask.PIXELS.of(3)});
    GraphAgreement.within(1e-3).after(STEPS, graph.get(), graph.get(), batch);
  }

  @Test
  void labelsAndMasksOfOtherShapes_areRefusedAndNothingIsTrained() {
    MultiLayerNetwork network = list(settings(), LossFunction.XENT, Activation.SIGMOID, 3);
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.fit(pixels(2), labels(1)))
          .withMessageContaining("takes labels of 12x3x5x6")
          .withMessageContaining("got 12x1x5x6");
      INDArray mask = Nd4j.ones(Nets.EXAMPLES, 3);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> compiled.fit(new DataSet(pixels(2), labels(3), null, mask)))
          .withMessageContaining("takes a mask of labels of one of")
          .withMessageContaining("got 12x3");
    }
    assertThat(network.params()).isEqualTo(before);
  }
}
