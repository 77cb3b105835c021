package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers that run along sequences and losses of every step, compiled against plain. */
@SuppressWarnings("deprecation") // GravesLSTM is, and networks have it.
class RecurrentLayersTest {
  private static final double TOLERANCE = 1e-3;
  private static final int CHANNELS = 3;
  private static final int LENGTH = 7;
  private static final int STEPS = 5;

  private static MultiLayerNetwork network(Layer... layers) {
    var list = Nets.settings(new Adam(0.01)).l2(1e-3).list();
    List.of(layers).forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            list.setInputType(InputType.recurrent(CHANNELS, LENGTH))
                .validateOutputLayerConfig(false)
                .build());
    network.init();
    return network;
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder().nOut(Nets.CLASSES).activation(Activation.SOFTMAX).build();
  }

  private static RnnOutputLayer ofSteps(LossFunction loss, Activation activation, int outputs) {
    return new RnnOutputLayer.Builder(loss).nOut(outputs).activation(activation).build();
  }

  private static LSTM lstm(int outputs) {
    return new LSTM.Builder().nOut(outputs).activation(Activation.TANH).build();
  }

  private static INDArray sequences(int channels) {
    return Nets.random(Nets.EXAMPLES, channels, LENGTH);
  }

  /** One of the channels at each step, or yes or no where there is one. */
  private static INDArray labels(int channels) {
    INDArray numbers = sequences(channels).neg();
    return channels == 1
        ? numbers.gt(0).castTo(DataType.FLOAT)
        : numbers.eq(numbers.max(true, 1).broadcast(numbers.shape())).castTo(DataType.FLOAT);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        arguments("LSTM", lstm(5)),
        arguments(
            "LSTM that remembers less",
            new LSTM.Builder()
                .nOut(17)
                .activation(Activation.TANH)
                .forgetGateBiasInit(0.3)
                .build()),
        arguments(
            "GravesLSTM", new GravesLSTM.Builder().nOut(6).activation(Activation.TANH).build()),
        arguments(
            "GravesBidirectionalLSTM",
            new GravesBidirectionalLSTM.Builder().nOut(4).activation(Activation.TANH).build()),
        arguments("both ways, side by side", new Bidirectional(lstm(4))),
        arguments("both ways, added", new Bidirectional(Bidirectional.Mode.ADD, lstm(4))),
        arguments(
            "both ways, their mean",
            new Bidirectional(
                Bidirectional.Mode.AVERAGE,
                new GravesLSTM.Builder().nOut(3).activation(Activation.TANH).build())),
        arguments(
            "both ways, multiplied",
            new Bidirectional(
                Bidirectional.Mode.MUL,
                new SimpleRnn.Builder().nOut(4).activation(Activation.TANH).build())),
        arguments("SimpleRnn", new SimpleRnn.Builder().nOut(6).build()),
        arguments(
            "SimpleRnn, tanh", new SimpleRnn.Builder().nOut(4).activation(Activation.TANH).build()),
        arguments(
            "SimpleRnn, sigmoid",
            new SimpleRnn.Builder().nOut(4).activation(Activation.SIGMOID).build()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void pooledLayer_agreesWithDl4j(String name, Layer layer) {
    new Agreement(
            () -> network(layer.clone(), new GlobalPoolingLayer(PoolingType.AVG), softmax()),
            TOLERANCE)
        .after(STEPS, sequences(CHANNELS), Nets.labels());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void lastStepOfALayer_agreesWithDl4j(String name, Layer layer) {
    new Agreement(
            () ->
                network(
                    lstm(4),
                    new LastTimeStep(layer.clone()),
                    new DenseLayer.Builder().nOut(7).build(),
                    softmax()),
            TOLERANCE)
        .after(STEPS, sequences(CHANNELS), Nets.labels());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void layerThatIsScoredAtEveryStep_agreesWithDl4j(String name, Layer layer) {
    new Agreement(
            () ->
                network(
                    new Convolution1DLayer.Builder(3).nOut(5).build(),
                    layer.clone(),
                    lstm(5),
                    ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3)),
            TOLERANCE)
        .after(STEPS, sequences(CHANNELS), labels(3));
  }

  @Test
  void stepsAsExamplesOfTheirOwn_agreeWithDl4j() {
    new Agreement(
            () ->
                network(
                    lstm(5),
                    new DenseLayer.Builder().nOut(6).build(),
                    new BatchNormalization(),
                    lstm(4),
                    ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3)),
            TOLERANCE)
        .after(STEPS, sequences(CHANNELS), labels(3));
    INDArray rows = labels(3).permute(2, 0, 1).dup('c').reshape(LENGTH * Nets.EXAMPLES, 3);
    new Agreement(
            () ->
                network(
                    lstm(5),
                    new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build()),
            TOLERANCE)
        .after(STEPS, sequences(CHANNELS), rows);
  }

  @Test
  void lastStepVertex_agreesWithDl4j() {
    GraphAgreement.within(TOLERANCE)
        .after(
            STEPS,
            ending(),
            ending(),
            new org.nd4j.linalg.dataset.MultiDataSet(sequences(CHANNELS), Nets.labels()));
  }

  private static ComputationGraph ending() {
    ComputationGraph graph =
        new ComputationGraph(
            Nets.settings(new Adam(0.01))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(CHANNELS, LENGTH))
                .addLayer("along", lstm(5), "in")
                .addVertex("last", new LastTimeStepVertex("in"), "along")
                .addLayer("out", softmax(), "last")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void layersInAGraph_agreeWithDl4j() {
    var plain = network(lstm(5), ofSteps(LossFunction.MSE, Activation.IDENTITY, 2));
    var other = network(lstm(5), ofSteps(LossFunction.MSE, Activation.IDENTITY, 2));
    GraphAgreement.within(TOLERANCE)
        .after(
            STEPS,
            plain.toComputationGraph(),
            other.toComputationGraph(),
            new org.nd4j.linalg.dataset.MultiDataSet(sequences(CHANNELS), labels(2)));
  }

  /** Kinds of masks of labels. */
  enum Mask {
    NONE,
    STEPS,
    VALUES;

    @Nullable INDArray of(int channels) {
      return switch (this) {
        case NONE -> null;
        case STEPS -> drawn(Nets.EXAMPLES, LENGTH);
        case VALUES -> drawn(Nets.EXAMPLES, channels, LENGTH);
      };
    }

    private static INDArray drawn(long... shape) {
      return Nets.random(shape).gt(-0.5).castTo(DataType.FLOAT);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "MCXENT, SOFTMAX, 3, NONE",
    "MCXENT, SOFTMAX, 3, STEPS",
    "XENT, SIGMOID, 3, STEPS",
    "XENT, SIGMOID, 2, VALUES",
    "XENT, SIGMOID, 1, NONE",
    "XENT, SIGMOID, 1, STEPS",
    "MSE, TANH, 2, STEPS",
    "HINGE, IDENTITY, 2, STEPS",
    "HINGE, IDENTITY, 2, VALUES"
  })
  void everyStepIsScored(LossFunction loss, Activation activation, int channels, Mask mask) {
    DataSet batch = new DataSet(sequences(CHANNELS), labels(channels), null, mask.of(channels));
    new Agreement(() -> network(lstm(5), ofSteps(loss, activation, channels)), TOLERANCE)
        .after(STEPS, batch);
    new Agreement(
            () ->
                network(
                    lstm(channels), new RnnLossLayer.Builder(loss).activation(activation).build()),
            TOLERANCE)
        .after(STEPS, batch);
  }

  /** Of sequences of several lengths: what follows the end of one is not scored. */
  @Test
  void masksOfFeatures_areLeftToThoseOfLabels() {
    INDArray ends = Nd4j.zeros(Nets.EXAMPLES, LENGTH);
    for (int i = 0; i < Nets.EXAMPLES; i++) {
      for (int t = 0; t <= i % LENGTH; t++) {
        ends.putScalar(i, t, 1);
      }
    }
    GravesLSTM graves = new GravesLSTM.Builder().nOut(6).activation(Activation.TANH).build();
    DataSet batch = new DataSet(sequences(CHANNELS), labels(3), ends, ends.dup());
    new Agreement(
            () ->
                network(
                    lstm(5), graves.clone(), ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3)),
            TOLERANCE)
        .after(STEPS, batch);
    MultiLayerNetwork heeding =
        network(new Bidirectional(lstm(4)), ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3));
    try (CompiledNetwork compiled = CompiledNetwork.compile(heeding)) {
      assertThatThrownBy(() -> compiled.fit(batch)).hasMessageContaining("masks of features");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NONE", "STEPS"})
  void evaluationOfSteps_isTheNetworksOwn(Mask mask) {
    MultiLayerNetwork network =
        network(lstm(5), ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3));
    DataSet batch = new DataSet(sequences(CHANNELS), labels(3), null, mask.of(3));
    var iterator = new org.nd4j.linalg.dataset.api.iterator.TestDataSetIterator(batch);
    Evaluation expected = network.evaluate(iterator);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      Evaluation evaluated = compiled.evaluate(iterator);
      assertThat(evaluated.getConfusionMatrix()).isEqualTo(expected.getConfusionMatrix());
      assertThat(evaluated.accuracy()).isBetween(0.05, 0.95);
    }
  }

  @Test
  void sequencesOfSeveralLengths_trainOneAfterTheOther() {
    MultiLayerNetwork plain = network(new LastTimeStep(lstm(5)), softmax());
    MultiLayerNetwork other = network(new LastTimeStep(lstm(5)), softmax());
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      for (int length : new int[] {3, 1, 9, 3}) {
        INDArray features = Nets.random(Nets.EXAMPLES, CHANNELS, length);
        plain.fit(features, Nets.labels());
        compiled.fit(features, Nets.labels());
      }
    }
    assertThat(other.params().distance2(plain.params()))
        .isLessThan(TOLERANCE * plain.params().norm2Number().doubleValue());
  }

  /** With all that Deeplearning4j does not hand to a layer within two others. */
  private static LSTM told(int outputs) {
    return new LSTM.Builder()
        .nOut(outputs)
        .activation(Activation.TANH)
        .weightInit(WeightInit.XAVIER)
        .biasInit(0)
        .build();
  }

  /** Deeplearning4j leaves it out of the score, and has it in the gradient. */
  @Test
  void dropoutOfScoredSteps_isInTheScoreToo() {
    MultiLayerNetwork plain = dropped();
    MultiLayerNetwork other = dropped();
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      plain.fit(sequences(CHANNELS), labels(3));
      compiled.fit(sequences(CHANNELS), labels(3));
    }
    assertThat(other.params().distance2(plain.params()))
        .isLessThan(TOLERANCE * plain.params().norm2Number().doubleValue());
    assertThat(Math.abs(other.score() - plain.score())).isGreaterThan(0.01);
  }

  private static MultiLayerNetwork dropped() {
    RnnOutputLayer output = ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3);
    output.setIDropout(new SharedMask(0.5, 3));
    return network(lstm(5), output);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(new LSTM.Builder().nOut(5).activation(Activation.SOFTSIGN).build(), "softsign"),
        arguments(
            new LSTM.Builder()
                .nOut(5)
                .activation(Activation.TANH)
                .gateActivationFunction(Activation.HARDSIGMOID)
                .build(),
            "gate activation"),
        arguments(
            new SimpleRnn.Builder().nOut(5).activation(Activation.SOFTPLUS).build(), "softplus"),
        arguments(new SimpleRnn.Builder().nOut(5).hasLayerNorm(true).build(), "layer norm"),
        arguments(
            new Bidirectional(new LSTM.Builder().nOut(5).activation(Activation.RELU).build()),
            "relu has no compiled form"),
        arguments(new Bidirectional(new LastTimeStep(told(5))), "LastTimeStep within it"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatTheKernelsDoNotCompute_isRefusedByName(Layer layer, String why) {
    MultiLayerNetwork network = network(layer, new GlobalPoolingLayer(), softmax());
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining(why);
  }

  @Test
  void arraysThatDoNotFit_areRefusedByLayer() {
    MultiLayerNetwork network =
        network(lstm(5), ofSteps(LossFunction.MCXENT, Activation.SOFTMAX, 3));
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatThrownBy(() -> compiled.output(Nets.random(2, CHANNELS + 1, LENGTH)))
          .hasMessageContainingAll("0:LSTM", "takes 3 channels, got 4");
      assertThatThrownBy(() -> compiled.output(Nets.random(2, CHANNELS)))
          .hasMessageContainingAll("0:LSTM", "takes sequences");
      assertThatThrownBy(() -> compiled.fit(sequences(CHANNELS), Nets.labels()))
          .hasMessageContainingAll("1:RnnOutputLayer", "12x3x7");
      assertThatThrownBy(
              () ->
                  compiled.fit(
                      new DataSet(
                          sequences(CHANNELS),
                          labels(3),
                          null,
                          Nets.random(Nets.EXAMPLES, LENGTH + 1))))
          .hasMessageContainingAll("1:RnnOutputLayer", "12x7", "12x8");
    }
  }
}
