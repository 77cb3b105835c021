package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.BackpropType;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.util.ComputationGraphUtil;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Sequences of several lengths, classified by networks that are compiled, against plain ones. */
@SuppressWarnings("deprecation") // GravesLSTM is, and networks have it.
class MaskedSequencesTest {
  private static final double TOLERANCE = 1e-3;
  private static final int CHANNELS = 3;
  private static final int LENGTH = 7;
  private static final int STEPS = 5;

  /** Which steps count. */
  enum Counted {
    ALL,
    FIRST,
    LAST,
    WITH_HOLES;

    INDArray mask() {
      INDArray mask = Nd4j.zeros(Nets.EXAMPLES, LENGTH);
      for (int n = 0; n < Nets.EXAMPLES; n++) {
        for (int t = 0; t < LENGTH; t++) {
          mask.putScalar(n, t, counts(n, t) ? 1 : 0);
        }
      }
      return mask;
    }

    private boolean counts(int n, int t) {
      return switch (this) {
        case ALL -> true;
        case FIRST -> t <= n % LENGTH;
        case LAST -> t >= n % LENGTH;
        case WITH_HOLES -> (n + t * t) % 3 != 0;
      };
    }

    DataSet batch() {
      return new DataSet(Nets.random(Nets.EXAMPLES, CHANNELS, LENGTH), Nets.labels(), mask(), null);
    }
  }

  private static MultiLayerNetwork network(Layer... layers) {
    var list = Nets.settings(new Adam(0.01)).l2(1e-3).list();
    List.of(layers).forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            list.layer(
                    new OutputLayer.Builder()
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.recurrent(CHANNELS, LENGTH))
                .build());
    network.init();
    return network;
  }

  private static LSTM lstm(int outputs) {
    return new LSTM.Builder().nOut(outputs).activation(Activation.TANH).build();
  }

  private static GravesLSTM graves(int outputs) {
    return new GravesLSTM.Builder().nOut(outputs).activation(Activation.TANH).build();
  }

  private static SimpleRnn simple(int outputs) {
    return new SimpleRnn.Builder().nOut(outputs).activation(Activation.TANH).build();
  }

  /** A network. */
  private record Case(String name, List<Layer> layers) {
    MultiLayerNetwork network() {
      return MaskedSequencesTest.network(layers.stream().map(Layer::clone).toArray(Layer[]::new));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final GlobalPoolingLayer MEAN = new GlobalPoolingLayer(PoolingType.AVG);

  private static final List<Case> NETWORKS =
      List.of(
          new Case("last step", List.of(new LastTimeStep(lstm(5)))),
          new Case("last step of the second", List.of(lstm(6), new LastTimeStep(lstm(5)))),
          new Case("last step with peepholes", List.of(lstm(4), new LastTimeStep(graves(5)))),
          new Case("last step of a simple one", List.of(lstm(4), new LastTimeStep(simple(17)))),
          new Case("largest", List.of(lstm(5), new GlobalPoolingLayer(PoolingType.MAX))),
          new Case("mean", List.of(lstm(5), MEAN, new DenseLayer.Builder().nOut(6).build())),
          new Case("sum", List.of(lstm(5), new GlobalPoolingLayer(PoolingType.SUM))),
          new Case("mean of the third", List.of(lstm(5), graves(4), lstm(6), MEAN)),
          new Case("mean behind a frozen one", List.of(new FrozenLayer(lstm(5)), lstm(4), MEAN)));

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void sequencesThatEnd_areClassifiedAsByDl4j(Case net) {
    new Agreement(net::network, TOLERANCE).after(STEPS, Counted.FIRST.batch());
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void masksThatCountEveryStep_changeNothing(Case net) {
    DataSet batch = Counted.ALL.batch();
    new Agreement(net::network, TOLERANCE).after(2, batch);
    MultiLayerNetwork masked = net.network();
    MultiLayerNetwork other = net.network();
    try (CompiledNetwork first = CompiledNetwork.compile(masked);
        CompiledNetwork second = CompiledNetwork.compile(other)) {
      first.fit(batch);
      second.fit(batch.getFeatures(), batch.getLabels());
    }
    assertThat(masked.params().distance2(other.params())).isLessThan(1e-4);
  }

  /** Not the last step of an LSTM, of which DisagreementsTest says more. */
  static Stream<Case> beginningLater() {
    return NETWORKS.stream()
        .filter(
            net ->
                !(net.layers.get(net.layers.size() - 1) instanceof LastTimeStep last
                    && last.getUnderlying() instanceof LSTM));
  }

  static Stream<Case> withHoles() {
    return beginningLater().filter(net -> !net.name.equals("last step with peepholes"));
  }

  @ParameterizedTest
  @MethodSource("beginningLater")
  void sequencesThatBeginLater_areClassifiedAsByDl4j(Case net) {
    new Agreement(net::network, TOLERANCE).after(STEPS, Counted.LAST.batch());
  }

  @ParameterizedTest
  @MethodSource("withHoles")
  void sequencesWithHoles_areClassifiedAsByDl4j(Case net) {
    new Agreement(net::network, TOLERANCE).after(STEPS, Counted.WITH_HOLES.batch());
  }

  @ParameterizedTest
  @EnumSource
  void lastStepOfAnLstm_scoresAsInDl4j(Counted counted) {
    MultiLayerNetwork network = NETWORKS.get(1).network();
    double expected = network.score(counted.batch(), true);
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      compiled.fit(counted.batch());
      assertThat(compiled.score()).isCloseTo(expected, within(1e-4));
    }
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void batchesWithMasksAndWithout_areTrainedInTurn(Case net) {
    MultiLayerNetwork plain = net.network();
    MultiLayerNetwork other = net.network();
    DataSet ended = Counted.FIRST.batch();
    DataSet whole = new DataSet(ended.getFeatures(), ended.getLabels());
    DataSet weighed = ended.copy();
    weighed.setLabelsMaskArray(Nd4j.ones(Nets.EXAMPLES, 1).putScalar(3, 0).putScalar(7, 0));
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      for (DataSet batch : List.of(whole, ended, weighed, whole, ended)) {
        plain.fit(batch.copy());
        compiled.fit(batch);
      }
    }
    same(plain, other);
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void whatIsLearned_isTheSameInPlainJava(Case net) {
    MultiLayerNetwork network = net.network();
    MultiLayerNetwork other = net.network();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network);
        CompiledNetwork interpreted =
            CompiledNetwork.compile(other, KernelLibrary.named("interpreter"))) {
      for (Counted counted : Counted.values()) {
        compiled.fit(counted.batch());
        interpreted.fit(counted.batch());
      }
    }
    same(other, network);
  }

  private static void same(MultiLayerNetwork expected, MultiLayerNetwork actual) {
    assertThat(actual.params().distance2(expected.params()))
        .isLessThan(TOLERANCE * expected.params().norm2Number().doubleValue());
  }

  @Test
  void severalNetworks_areTrainedAsAlone() {
    List<MultiLayerNetwork> networks = Stream.generate(NETWORKS.get(5)::network).limit(5).toList();
    MultiLayerNetwork alone = NETWORKS.get(5).network();
    try (CompiledNetworks compiled = CompiledNetworks.together(networks);
        CompiledNetwork single = CompiledNetwork.compile(alone)) {
      compiled.fit(Counted.FIRST.batch());
      single.fit(Counted.FIRST.batch());
    }
    networks.forEach(network -> same(alone, network));
  }

  @ParameterizedTest
  @FieldSource("NETWORKS")
  void graphs_areTrainedAsByDl4j(Case net) {
    DataSet batch = Counted.FIRST.batch();
    GraphAgreement.within(TOLERANCE)
        .after(
            STEPS,
            net.network().toComputationGraph(),
            net.network().toComputationGraph(),
            ComputationGraphUtil.toMultiDataSet(batch));
  }

  /** Two inputs of sequences, each under masks of its own, and one of vectors. */
  private static ComputationGraph several() {
    ComputationGraph graph =
        new ComputationGraph(
            Nets.settings(new Adam(0.01))
                .graphBuilder()
                .addInputs("words", "more", "facts")
                .setInputTypes(
                    InputType.recurrent(CHANNELS, LENGTH),
                    InputType.recurrent(2, 4),
                    InputType.feedForward(5))
                .addLayer("along", lstm(5), "words")
                .addLayer("further", graves(4), "along")
                .addVertex("last", new LastTimeStepVertex("words"), "further")
                .addLayer("largest", new GlobalPoolingLayer(PoolingType.MAX), "along")
                .addLayer("other", lstm(3), "more")
                .addLayer("mean", MEAN.clone(), "other")
                .addLayer("end", new LastTimeStep(lstm(4)), "more")
                .addVertex("all", new MergeVertex(), "last", "largest", "mean", "end", "facts")
                .addLayer("hidden", new DenseLayer.Builder().nOut(8).build(), "all")
                .addLayer(
                    "out",
                    new OutputLayer.Builder()
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "hidden")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private static MultiDataSet several(
      @Nullable INDArray ofWords, @Nullable INDArray ofMore, @Nullable INDArray ofFacts) {
    return new MultiDataSet(
        new INDArray[] {
          Nets.random(Nets.EXAMPLES, CHANNELS, LENGTH),
          Nets.random(Nets.EXAMPLES, 2, 4),
          Nets.random(Nets.EXAMPLES, 5)
        },
        new INDArray[] {Nets.labels()},
        new INDArray[] {ofWords, ofMore, ofFacts},
        null);
  }

  @ParameterizedTest
  @CsvSource({"true, false", "false, true", "true, true"})
  void inputsOfAGraph_haveMasksOfTheirOwn(boolean words, boolean more) {
    INDArray ends = Nd4j.ones(Nets.EXAMPLES, 4);
    for (int n = 0; n < Nets.EXAMPLES; n++) {
      ends.putScalar(n, 3, n % 2).putScalar(n, 2, n % 3 == 0 ? n % 2 : 1);
    }
    GraphAgreement.within(TOLERANCE)
        .after(
            STEPS,
            several(),
            several(),
            several(words ? Counted.WITH_HOLES.mask() : null, more ? ends : null, null));
  }

  @Test
  void masksOfAGraphThatDoNotFit_areRefused() {
    ComputationGraph graph = several();
    INDArray before = graph.params().dup();
    try (CompiledGraph compiled = CompiledGraph.compile(graph)) {
      INDArray four = Nd4j.ones(Nets.EXAMPLES, 4);
      assertThatThrownBy(() -> compiled.fit(several(null, null, Nd4j.ones(Nets.EXAMPLES, 1))))
          .hasMessageContaining("masks of features have no compiled form");
      assertThatThrownBy(() -> compiled.fit(several(four, null, null)))
          .hasMessageContaining("[12, 3, 7], mask [12, 4]");
      MultiDataSet one = several(null, four, null);
      one.setFeaturesMaskArrays(new INDArray[] {four});
      assertThatThrownBy(() -> compiled.fit(one))
          .hasMessageContaining("3 inputs, and the batch 1 arrays of masks of features");
    }
    assertThat(graph.params()).isEqualTo(before);
  }

  static Stream<Case> refused() {
    return Stream.of(
        new Case("back", List.of(new Bidirectional(lstm(4)), MEAN)),
        new Case("back, last step", List.of(new LastTimeStep(new Bidirectional(lstm(4))))),
        new Case("back, simple", List.of(lstm(4), new Bidirectional(simple(4)), MEAN)),
        new Case("back, with peepholes", List.of(backAndForth(), MEAN)),
        new Case("back, last of peepholes", List.of(new LastTimeStep(backAndForth()))),
        new Case("simple", List.of(simple(4), MEAN)),
        new Case("windows", List.of(new Convolution1DLayer.Builder(3).nOut(4).build(), MEAN)),
        new Case("rows", List.of(lstm(4), new DenseLayer.Builder().nOut(4).build())));
  }

  private static GravesBidirectionalLSTM backAndForth() {
    return new GravesBidirectionalLSTM.Builder().nOut(4).activation(Activation.TANH).build();
  }

  @ParameterizedTest
  @MethodSource("refused")
  void layersThatHeedMasksOtherwise_areNotTrainedUnderThem(Case net) {
    refuses(net.network(), Counted.FIRST.batch(), "masks of features have no compiled form");
  }

  @Test
  void partsOfSequences_areNotTrainedUnderMasks() {
    MultiLayerNetwork network = NETWORKS.get(5).network();
    network.getLayerWiseConfigurations().setBackpropType(BackpropType.TruncatedBPTT);
    refuses(network, Counted.FIRST.batch(), "masks of features have no compiled form");
  }

  @Test
  void masksThatDoNotFit_areRefused() {
    DataSet batch = Counted.FIRST.batch();
    batch.setFeaturesMaskArray(Nd4j.ones(Nets.EXAMPLES, LENGTH + 1));
    refuses(NETWORKS.get(0).network(), batch, "[12, 3, 7], mask [12, 8]");
    batch.setFeaturesMaskArray(Nd4j.ones(Nets.EXAMPLES, 1, LENGTH));
    refuses(NETWORKS.get(0).network(), batch, "[12, 3, 7], mask [12, 1, 7]");
    batch.setFeaturesMaskArray(Nd4j.ones(Nets.EXAMPLES, LENGTH).putScalar(4, 2, 0.5));
    refuses(NETWORKS.get(4).network(), batch, "0 and 1 alone, got 0.5 in example 4");
    INDArray none = Nd4j.ones(Nets.EXAMPLES, LENGTH);
    none.getRow(2).assign(0);
    batch.setFeaturesMaskArray(none);
    refuses(NETWORKS.get(6).network(), batch, "0 in all of example 2");
  }

  private static void refuses(MultiLayerNetwork network, DataSet batch, String why) {
    INDArray before = network.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(network)) {
      assertThatThrownBy(() -> compiled.fit(batch))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(why);
      assertThat(network.params()).isEqualTo(before);
    }
  }
}
