package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of sequences and of numbers that stand for vectors, compiled against plain. */
class SequencesTest {
  private static final double TOLERANCE = 1e-3;
  private static final int CHANNELS = 3;
  private static final int LENGTH = 11;
  private static final int WORDS = 13;

  private static MultiLayerNetwork network(InputType input, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = Nets.settings().l2(1e-3).list();
    List<Layer> all = new ArrayList<>(List.of(layers));
    all.add(new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build());
    all.forEach(list::layer);
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(input).build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork around(Layer layer) {
    return network(
        InputType.recurrent(CHANNELS, LENGTH),
        new Convolution1DLayer.Builder(3).nOut(6).activation(Activation.TANH).build(),
        layer.clone(),
        new GlobalPoolingLayer(PoolingType.AVG),
        new DenseLayer.Builder().nOut(7).build());
  }

  private static INDArray sequences() {
    return Nets.random(Nets.EXAMPLES, CHANNELS, LENGTH);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        arguments("convolution", convolution(3).build()),
        arguments("convolution without bias", convolution(2).hasBias(false).build()),
        arguments("convolution by two", convolution(3).stride(2).build()),
        arguments(
            "convolution truncated, padded",
            convolution(4).convolutionMode(ConvolutionMode.Truncate).padding(2).build()),
        arguments(
            "causal convolution", convolution(3).convolutionMode(ConvolutionMode.Causal).build()),
        arguments(
            "causal convolution, dilated",
            convolution(2).convolutionMode(ConvolutionMode.Causal).dilation(3).build()),
        arguments("layer of another name", new Convolution1DLayer.Builder(3).nOut(5).build()),
        arguments("maximum pooling", pooling(SubsamplingLayer.PoolingType.MAX, 2, 2).build()),
        arguments("mean pooling", pooling(SubsamplingLayer.PoolingType.AVG, 3, 1).build()),
        arguments("activation", new ActivationLayer(Activation.SIGMOID)),
        arguments(
            "global pooling that stays a sequence",
            new GlobalPoolingLayer.Builder(PoolingType.MAX).collapseDimensions(false).build()));
  }

  private static Convolution1DLayer.Builder convolution(int kernel) {
    return new Convolution1DLayer.Builder(kernel).nOut(5);
  }

  private static Subsampling1DLayer.Builder pooling(
      SubsamplingLayer.PoolingType type, int kernel, int stride) {
    return new Subsampling1DLayer.Builder(type, kernel, stride);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void layerOfSequences_agreesWithDl4j(String name, Layer layer) {
    new Agreement(() -> around(layer), TOLERANCE).after(6, sequences(), Nets.labels());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void layerOfSequencesInAGraph_agreesWithDl4j(String name, Layer layer) {
    agree(around(layer), around(layer), sequences());
  }

  private static void agree(MultiLayerNetwork one, MultiLayerNetwork two, INDArray features) {
    ComputationGraph plain = one.toComputationGraph();
    ComputationGraph other = two.toComputationGraph();
    DataSet batch = new DataSet(features, Nets.labels());
    try (CompiledGraph compiled = CompiledGraph.compile(other)) {
      for (int step = 0; step < 4; step++) {
        plain.fit(batch.copy());
        compiled.fit(batch);
      }
    }
    double apart = other.params().distance2(plain.params());
    assertThat(apart).isLessThan(TOLERANCE * plain.params().norm2Number().doubleValue());
  }

  @ParameterizedTest
  @EnumSource(
      value = PoolingType.class,
      names = {"MAX", "AVG", "SUM"})
  void poolingOfSequences_agreesWithDl4j(PoolingType type) {
    new Agreement(
            () ->
                network(
                    InputType.recurrent(CHANNELS, LENGTH),
                    convolution(3).build(),
                    new GlobalPoolingLayer(type)),
            TOLERANCE)
        .after(6, sequences(), Nets.labels());
  }

  private static MultiLayerNetwork embedding(boolean bias) {
    return network(
        InputType.feedForward(WORDS),
        new EmbeddingLayer.Builder()
            .nIn(WORDS)
            .nOut(6)
            .hasBias(bias)
            .activation(Activation.TANH)
            .build(),
        new DenseLayer.Builder().nOut(7).build());
  }

  private static INDArray numbers(int each) {
    INDArray numbers = Nd4j.zeros(Nets.EXAMPLES, each);
    for (int i = 0; i < numbers.length(); i++) {
      numbers.putScalar(i / each, i % each, (i * 5 + i / 4) % WORDS);
    }
    return numbers;
  }

  @Test
  void embedding_agreesWithDl4j() {
    new Agreement(() -> embedding(true), TOLERANCE).after(6, numbers(1), Nets.labels());
    new Agreement(() -> embedding(false), TOLERANCE).after(6, numbers(1), Nets.labels());
    agree(embedding(true), embedding(true), numbers(1));
  }

  private static MultiLayerNetwork words() {
    return network(
        InputType.feedForward(WORDS),
        new EmbeddingSequenceLayer.Builder().nIn(WORDS).nOut(6).inputLength(LENGTH).build(),
        convolution(3).build(),
        new GlobalPoolingLayer(PoolingType.MAX));
  }

  @Test
  void embeddingOfSequences_agreesWithDl4j() {
    new Agreement(SequencesTest::words, TOLERANCE).after(6, numbers(LENGTH), Nets.labels());
    agree(words(), words(), numbers(LENGTH));
  }

  /** Without an input type the layer keeps the length that it is told. */
  private static MultiLayerNetwork ofLength() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            Nets.settings()
                .list()
                .layer(
                    new EmbeddingSequenceLayer.Builder()
                        .nIn(WORDS)
                        .nOut(6)
                        .inputLength(LENGTH)
                        .inferInputLength(false)
                        .build())
                .layer(new GlobalPoolingLayer(PoolingType.MAX))
                .layer(new OutputLayer.Builder().nIn(6).nOut(Nets.CLASSES).build())
                .build());
    network.init();
    return network;
  }

  @Test
  void numbersThatStandForNothing_areRefused() {
    MultiLayerNetwork network = embedding(true);
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      for (float wrong : new float[] {-1, WORDS}) {
        INDArray numbers = numbers(1);
        numbers.putScalar(4, 0, wrong);
        assertThatThrownBy(() -> compiled.fit(numbers, Nets.labels()))
            .hasMessageContainingAll("from 0 to 12", "got " + wrong, "place 4");
        assertThat(network.params()).isEqualTo(before);
      }
      assertThatThrownBy(() -> compiled.fit(numbers(2), Nets.labels()))
          .hasMessageContainingAll("0:EmbeddingLayer", "one number an example", "12x2");
    }
    assertThat(CompiledNetwork.explain(network).compilable()).isTrue();
  }

  @Test
  void sequencesOfOtherSizes_areRefusedByLayer() {
    try (CompiledNetwork compiled = CompiledNetwork.compile(around(convolution(3).build()))) {
      assertThatThrownBy(() -> compiled.output(Nets.random(2, CHANNELS + 1, LENGTH)))
          .hasMessageContainingAll("0:Convolution1DLayer", "takes 3 channels, got 4");
      assertThatThrownBy(() -> compiled.output(Nets.random(2, CHANNELS)))
          .hasMessageContainingAll("0:Convolution1DLayer", "takes sequences");
    }
    MultiLayerNetwork untyped = ofLength();
    try (CompiledNetwork compiled = CompiledNetwork.compile(untyped)) {
      assertThat(compiled.output(numbers(LENGTH)).shape()).containsExactly(12, Nets.CLASSES);
      assertThatThrownBy(() -> compiled.output(numbers(LENGTH - 1)))
          .hasMessageContainingAll("0:EmbeddingSequenceLayer", "takes 11 numbers", "12x10");
    }
  }

  @Test
  void explainingANetworkOfSequences_takesTheirLength() {
    MultiLayerNetwork network = around(convolution(3).activation(Activation.RATIONALTANH).build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("1:Convolution1DLayer: compiled");
    assertThat(CompiledNetwork.explain(network, InputType.recurrent(CHANNELS, LENGTH)).toString())
        .contains("1:Convolution1DLayer: compiled; in Java: rationaltanh, 110 values an example");
  }

  @Test
  void paddedPoolingOfSequences_isRefusedByNameForDl4jFailsToo() {
    MultiLayerNetwork network =
        around(
            pooling(SubsamplingLayer.PoolingType.MAX, 3, 1)
                .convolutionMode(ConvolutionMode.Truncate)
                .padding(1)
                .build());
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("1:Subsampling1DLayer: padding has no compiled form");
    assertThatThrownBy(() -> network.output(sequences())).isInstanceOf(RuntimeException.class);
  }

  @Test
  void batchNormalizationOfSequences_isRefusedByNameForDl4jFailsToo() {
    MultiLayerNetwork network = around(new BatchNormalization());
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatThrownBy(() -> compiled.fit(sequences(), Nets.labels()))
          .hasMessageContainingAll("1:BatchNormalization", "of sequences has no compiled form");
    }
    assertThatThrownBy(() -> network.output(sequences()))
        .hasMessageContaining("does not match expected input size");
  }

  @Test
  void sequencesWithTheirChannelsLast_areRefusedByName() {
    MultiLayerNetwork network =
        network(
            InputType.recurrent(CHANNELS, LENGTH, RNNFormat.NWC),
            convolution(3).rnnDataFormat(RNNFormat.NWC).build(),
            new GlobalPoolingLayer(PoolingType.AVG));
    assertThat(CompiledNetwork.explain(network).toString())
        .contains("0:Convolution1DLayer: its data format is NWC, only NCW has a compiled form");
  }
}
