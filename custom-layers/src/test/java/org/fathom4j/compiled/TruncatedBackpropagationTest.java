package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Sequences that are trained on part by part, compiled against plain. */
@SuppressWarnings("deprecation") // GravesLSTM is, and networks have it.
class TruncatedBackpropagationTest {
  private static final int CHANNELS = 3;
  private static final int LENGTH = 11;
  private static final int PART = 4;
  private static final int CLASSES = 3;
  private static final double STEP = 1e-5;

  private static MultiLayerNetwork network(IUpdater updater, List<Layer> layers) {
    var list = Nets.settings(updater).list();
    layers.forEach(layer -> list.layer(layer.clone()));
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            list.layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .backpropType(BackpropType.TruncatedBPTT)
                .tBPTTLength(PART)
                .setInputType(InputType.recurrent(CHANNELS, LENGTH))
                .build());
    network.init();
    return network;
  }

  private static LSTM lstm(int outputs) {
    return new LSTM.Builder().nOut(outputs).activation(Activation.TANH).build();
  }

  private static DataSet batch(int length) {
    INDArray numbers = Nets.random(Nets.EXAMPLES, CLASSES, length).neg();
    INDArray labels =
        numbers.eq(numbers.max(true, 1).broadcast(numbers.shape())).castTo(DataType.FLOAT);
    return new DataSet(Nets.random(Nets.EXAMPLES, CHANNELS, length), labels);
  }

  static Stream<Arguments> layers() {
    return Stream.of(
        arguments("one", List.of(lstm(5))),
        arguments(
            "simple", List.of(new SimpleRnn.Builder().nOut(5).activation(Activation.TANH).build())),
        arguments("two", List.of(lstm(5), lstm(4))),
        arguments(
            "peepholes",
            List.of(new GravesLSTM.Builder().nOut(6).activation(Activation.TANH).build())),
        arguments(
            "with another between",
            List.of(
                lstm(5),
                new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build(),
                lstm(4))),
        arguments("frozen", List.of(new FrozenLayer(lstm(5)), lstm(4))));
  }

  /** Without moving anything: how the parts of a sequence are scored, and what the first learns. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void partsGoOnFromWhereTheLastOneEnded_asInDl4j(String name, List<Layer> layers) {
    Seen plain = new Seen();
    Seen other = new Seen();
    MultiLayerNetwork network = network(new Sgd(0), layers);
    network.addListeners(plain);
    MultiLayerNetwork same = network(new Sgd(0), layers);
    same.addListeners(other);
    DataSet batch = batch(LENGTH);
    batch.setLabelsMaskArray(Nets.random(Nets.EXAMPLES, LENGTH).gt(-0.5).castTo(DataType.FLOAT));
    try (CompiledNetwork compiled = CompiledNetwork.compile(same)) {
      for (DataSet each : List.of(batch, batch(LENGTH), batch(2))) {
        network.fit(each.copy());
        compiled.fit(each);
      }
    }
    assertThat(plain.scores).hasSize(3 + 3 + 1);
    assertThat(other.scores).hasSameSizeAs(plain.scores);
    for (int i = 0; i < plain.scores.size(); i++) {
      assertThat(other.scores.get(i)).isCloseTo(plain.scores.get(i), within(1e-4));
    }
    assertThat(other.gradients.get(0).distance2(plain.gradients.get(0))).isLessThan(1e-4);
    assertThat(same.getIterationCount()).isEqualTo(7);
  }

  /**
   * Deeplearning4j's gradients of a part are those of a sequence that begins with it. Here they are
   * the derivatives of its score, in double precision, of steps that go on from where they were.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void gradientsOfAPart_areTheDerivativesOfItsScore(String name, List<Layer> layers) {
    Seen seen = new Seen();
    MultiLayerNetwork network = network(new Sgd(0), layers);
    network.addListeners(seen);
    DataSet batch = batch(2 * PART);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(batch);
    }
    INDArray gradients = seen.gradients.get(1);
    MultiLayerNetwork precise = network(new Sgd(0), layers).convertDataType(DataType.DOUBLE);
    boolean frozen = layers.get(0) instanceof FrozenLayer;
    long from = frozen ? network.getLayer(0).numParams() : 0;
    long stride = Math.max(1, (network.numParams() - from) / 60);
    for (long i = from; i < network.numParams(); i += stride) {
      double up = scoreOfSecondPart(precise, batch, i, STEP);
      double down = scoreOfSecondPart(precise, batch, i, -STEP);
      assertThat(gradients.getDouble(i))
          .as("gradient %d", i)
          .isCloseTo((up - down) / (2 * STEP), within(1e-4));
    }
  }

  /** Summed over the examples, for parameters that differ from when the first part was run. */
  private static double scoreOfSecondPart(
      MultiLayerNetwork network, DataSet batch, long parameter, double change) {
    INDArray features = batch.getFeatures().castTo(DataType.DOUBLE);
    network.rnnClearPreviousState();
    network.rnnTimeStep(part(features, 0));
    double before = network.params().getDouble(parameter);
    network.params().putScalar(parameter, before + change);
    INDArray outputs = network.rnnTimeStep(part(features, PART));
    network.params().putScalar(parameter, before);
    INDArray labels = part(batch.getLabels().castTo(DataType.DOUBLE), PART);
    return -labels.mul(Transforms.log(outputs)).sumNumber().doubleValue();
  }

  private static INDArray part(INDArray sequences, int from) {
    return sequences
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, from + PART))
        .dup();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("layers")
  void whatIsLearned_isTheSameInPlainJava(String name, List<Layer> layers) {
    MultiLayerNetwork network = network(new Adam(0.01), layers);
    MultiLayerNetwork other = network(new Adam(0.01), layers);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network);
        CompiledNetwork interpreted =
            CompiledNetwork.compile(other, KernelLibrary.named("interpreter"))) {
      for (int length : new int[] {LENGTH, PART, 2, LENGTH}) {
        compiled.fit(batch(length));
        interpreted.fit(batch(length));
      }
    }
    assertThat(network.params().distance2(other.params()))
        .isLessThan(1e-3 * other.params().norm2Number().doubleValue());
  }

  /** What a network's listener sees. */
  private static final class Seen extends BaseTrainingListener {
    private final List<Double> scores = new ArrayList<>();
    private final List<INDArray> gradients = new ArrayList<>();

    @Override
    public void onGradientCalculation(Model model) {
      gradients.add(((MultiLayerNetwork) model).getFlattenedGradients().dup());
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      scores.add(model.score());
    }
  }

  @Test
  void whatIsNotAllSequencesOfOneLength_isRefused() {
    MultiLayerNetwork network = network(new Adam(0.01), List.of(lstm(5)));
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatThrownBy(() -> compiled.fit(batch(LENGTH).getFeatures(), batch(9).getLabels()))
          .hasMessageContainingAll("of one length", "[12, 3, 11]", "[12, 3, 9]");
      DataSet masked = batch(LENGTH);
      masked.setLabelsMaskArray(Nets.random(Nets.EXAMPLES, 1));
      assertThatThrownBy(() -> compiled.fit(masked))
          .hasMessageContainingAll("mask of labels", "11", "[12, 1]");
      INDArray features = batch(LENGTH).getFeatures();
      features.putScalar(0, 0, LENGTH - 1, Float.NaN);
      assertThatThrownBy(() -> compiled.fit(features, batch(LENGTH).getLabels()))
          .hasMessageContaining("features");
      assertThat(network.params()).isEqualTo(before);
    }
  }

  @Test
  void whatRunsBackwards_isRefusedByName() {
    MultiLayerNetwork network =
        network(new Adam(0.01), List.of(lstm(5), new Bidirectional(lstm(5))));
    assertThatThrownBy(() -> CompiledNetwork.compile(network))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining("1:Bidirectional: what runs backwards");
  }

  @Test
  void inAGraph_itIsRefusedByName() {
    ComputationGraph graph = network(new Adam(0.01), List.of(lstm(5))).toComputationGraph();
    graph.getConfiguration().setBackpropType(BackpropType.TruncatedBPTT); // which that forgets
    assertThatThrownBy(() -> CompiledGraph.compile(graph))
        .isInstanceOf(NotCompilableException.class)
        .hasMessageContaining("truncated backpropagation through time has no compiled form");
  }
}
