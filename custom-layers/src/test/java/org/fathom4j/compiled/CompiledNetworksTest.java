package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.compiled.backend.Backend;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.compiled.graph.GroupedProduct;
import org.fathom4j.layers.dense.Maxout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.schedule.ScheduleType;
import org.nd4j.linalg.schedule.StepSchedule;

/** Networks that are trained together are what each would be alone, bit for bit. */
class CompiledNetworksTest {
  private static final int SEEDS = 5;

  /** All that training changes. */
  private record State(
      List<Float> parameters, List<Float> updater, double score, int iterations, int epochs) {
    static State of(MultiLayerNetwork network) {
      INDArray state = network.getUpdater().getStateViewArray();
      return new State(
          floats(network.params()),
          state == null ? List.of() : floats(state),
          network.score(),
          network.getIterationCount(),
          network.getEpochCount());
    }

    private static List<Float> floats(INDArray array) {
      List<Float> floats = new ArrayList<>();
      for (float each : array.dup('c').data().asFloat()) {
        floats.add(each);
      }
      return floats;
    }
  }

  /** Networks that differ by their seeds. */
  private record Family(String name, boolean joint, IntFunction<MultiLayerNetwork> of) {
    List<MultiLayerNetwork> seeds(int count) {
      return IntStream.rangeClosed(1, count).mapToObj(of).toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static NeuralNetConfiguration.Builder settings(int seed, IUpdater updater) {
    return Nets.settings(updater).seed(seed);
  }

  private static Layer dense(int units) {
    return new DenseLayer.Builder().nOut(units).build();
  }

  private static Family vectors(String name, boolean joint, IUpdater updater, Layer... layers) {
    return new Family(
        name,
        joint,
        seed ->
            Nets.vectors(
                settings(seed, updater),
                Arrays.stream(layers).map(Layer::clone).toArray(Layer[]::new)));
  }

  static Stream<Family> families() {
    IUpdater fading = new Sgd(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 2));
    return Stream.of(
        vectors("one hidden layer", true, new Adam(0.01), dense(16)),
        vectors("momentum and a schedule", true, new Nesterovs(0.05, 0.9), dense(7), dense(33)),
        vectors("no state", true, fading, dense(5)),
        vectors("RMSProp", true, new RmsProp(0.01), dense(9)),
        vectors(
            "dropout of shared inputs and of others",
            true,
            new Adam(0.01),
            new DenseLayer.Builder().nOut(12).dropOut(0.8).build(),
            new DenseLayer.Builder().nOut(6).dropOut(0.5).activation(Activation.TANH).build()),
        vectors(
            "several updaters",
            true,
            new Adam(0.01),
            new DenseLayer.Builder().nOut(8).updater(new Nesterovs(0.1, 0.5)).build(),
            dense(4)),
        new Family(
            "squares",
            true,
            seed ->
                Nets.ending(
                    settings(seed, new Adam(0.01)),
                    dense(10),
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(Nets.CLASSES)
                        .activation(Activation.SIGMOID)
                        .build())),
        vectors(
            "penalties",
            true,
            new Adam(0.01),
            new DenseLayer.Builder().nOut(8).l2(0.01).l1(0.003).weightDecay(0.1).build(),
            new DenseLayer.Builder().nOut(6).l2(0.2).l2Bias(0.1).build()),
        vectors(
            "a constraint",
            false,
            new Adam(0.1),
            new DenseLayer.Builder()
                .nOut(8)
                .constrainWeights(new MaxNormConstraint(0.5, 1))
                .build()),
        vectors("batch normalization", false, new Adam(0.01), dense(8), new BatchNormalization()),
        vectors("wide layers", false, new Adam(0.01), dense(300), dense(300)),
        new Family(
            "images",
            false,
            seed ->
                Nets.images(
                    settings(seed, new Adam(0.01)),
                    new ConvolutionLayer.Builder(3, 3).nOut(4).build(),
                    dense(6))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("families")
  void networksTogether_areWhatEachIsAlone(Family family) {
    List<DataSet> batches = batches(family, 7);
    List<MultiLayerNetwork> networks = family.seeds(SEEDS);
    try (CompiledNetworks together = onTwoThreads(networks)) {
      train(together, batches);
      assertThat(together.listing().contains("of 2 networks"))
          .isEqualTo(family.joint() && jointProductsAreKnown());
    }
    assertThat(states(networks)).isEqualTo(alone(family, SEEDS, batches));
  }

  private static boolean jointProductsAreKnown() {
    try (Backend backend = KernelLibrary.chosen().open()) {
      return backend.knows(GroupedProduct.class);
    }
  }

  /** On one thread each, the same batches. */
  private static List<State> alone(Family family, int seeds, List<DataSet> batches) {
    List<MultiLayerNetwork> networks = family.seeds(seeds);
    for (MultiLayerNetwork network : networks) {
      try (CompiledNetworks one = CompiledNetworks.together(List.of(network))) {
        train(one, batches);
      }
    }
    return states(networks);
  }

  private static List<State> states(List<MultiLayerNetwork> networks) {
    return networks.stream().map(State::of).toList();
  }

  private static List<DataSet> batches(Family family, int count) {
    boolean images = family.name().equals("images");
    List<DataSet> batches = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      INDArray features = images ? Nets.images() : Nets.vectors();
      batches.add(new DataSet(features.mul(1 - 0.1 * i), Nets.labels()));
    }
    return batches;
  }

  private static CompiledNetworks onTwoThreads(List<MultiLayerNetwork> networks) {
    return CompiledNetworks.together(networks, Kernels.of(KernelLibrary.chosen()), 2);
  }

  private static void train(CompiledNetworks networks, List<DataSet> batches) {
    networks.fit(new ExistingDataSetIterator(batches), 2);
    networks.fit(batches.get(0));
  }

  /** Rounded products have no joint form: networks must not be trained by others unasked. */
  @Test
  void bfloat16_isWhatItIsAlone() {
    KernelLibrary library = KernelLibrary.chosen();
    assumeTrue(library.obstacle(Precision.BFLOAT16).isEmpty(), "bfloat16 is not had here");
    List<DataSet> batches = batches(plain(), 3);
    List<MultiLayerNetwork> networks = plain().seeds(4);
    List<MultiLayerNetwork> alone = plain().seeds(4);
    Kernels kernels = new Kernels(library, Precision.BFLOAT16);
    try (CompiledNetworks together = CompiledNetworks.together(networks, kernels, 2)) {
      train(together, batches);
    }
    for (MultiLayerNetwork network : alone) {
      try (CompiledNetworks one = CompiledNetworks.together(List.of(network), kernels, 1)) {
        train(one, batches);
      }
    }
    assertThat(states(networks)).isEqualTo(states(alone));
  }

  private static Family plain() {
    return vectors("plain", true, new Adam(0.01), dense(16));
  }

  /** Each listener finds its network as it is after each step. */
  @Test
  void listeners_seeTheirNetworkAsAlone() {
    List<DataSet> batches = batches(plain(), 3);
    List<Heard> together = listening(plain(), 4);
    try (CompiledNetworks networks = onTwoThreads(networks(together))) {
      networks.fit(new ExistingDataSetIterator(batches), 2);
    }
    List<Heard> alone = listening(plain(), 4);
    for (Heard each : alone) {
      try (CompiledNetworks one = CompiledNetworks.together(List.of(each.network))) {
        one.fit(new ExistingDataSetIterator(batches), 2);
      }
    }
    assertThat(together.stream().map(each -> each.lines).toList())
        .isEqualTo(alone.stream().map(each -> each.lines).toList());
    assertThat(together.get(0).lines).hasSize(6 + 4);
  }

  private static List<Heard> listening(Family family, int count) {
    return family.seeds(count).stream().map(Heard::new).toList();
  }

  private static List<MultiLayerNetwork> networks(List<Heard> listeners) {
    return listeners.stream().map(each -> each.network).toList();
  }

  private static final class Heard extends BaseTrainingListener {
    private final MultiLayerNetwork network;
    private final List<String> lines = new ArrayList<>();

    Heard(MultiLayerNetwork network) {
      this.network = network;
      network.setListeners(this);
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      lines.add(
          "%d %d %s %s %s %s"
              .formatted(
                  iteration,
                  epoch,
                  model.score(),
                  model.params().sumNumber(),
                  model.gradient().gradient().sumNumber(),
                  network.getInput().shapeInfoToString()));
    }

    @Override
    public void onEpochStart(Model model) {
      lines.add("begin " + model.params().sumNumber());
    }

    @Override
    public void onEpochEnd(Model model) {
      lines.add("end " + model.params().sumNumber());
    }
  }

  @Test
  void rateOfAllOrOfOne_holdsFromTheNextStep() {
    List<DataSet> batches = batches(plain(), 3);
    List<MultiLayerNetwork> networks = plain().seeds(4);
    try (CompiledNetworks together = onTwoThreads(networks)) {
      steps(together, networks, batches);
    }
    List<MultiLayerNetwork> alone = plain().seeds(4);
    for (int i = 0; i < alone.size(); i++) {
      List<MultiLayerNetwork> one = List.of(alone.get(i));
      try (CompiledNetworks single = CompiledNetworks.together(one)) {
        single.fit(batches.get(0));
        one.get(0).setLearningRate(0.1);
        single.fit(batches.get(1));
        if (i == 2) {
          one.get(0).setLearningRate(0.001);
        }
        single.fit(batches.get(2));
      }
    }
    assertThat(states(networks)).isEqualTo(states(alone));
  }

  private static void steps(
      CompiledNetworks together, List<MultiLayerNetwork> networks, List<DataSet> batches) {
    together.fit(batches.get(0));
    networks.forEach(network -> network.setLearningRate(0.1));
    together.fit(batches.get(1));
    networks.get(2).setLearningRate(0.001);
    together.fit(batches.get(2));
  }

  @Test
  void networkThatBecomesNoNumber_leavesTheOthersAsTheyAre() {
    List<DataSet> batches = batches(plain(), 4);
    List<MultiLayerNetwork> networks = plain().seeds(4);
    List<MultiLayerNetwork> alone = plain().seeds(4);
    networks.get(2).params().putScalar(3, 3e38f);
    alone.get(2).params().putScalar(3, 3e38f);
    try (CompiledNetworks together = onTwoThreads(networks)) {
      train(together, batches);
    }
    for (MultiLayerNetwork network : alone) {
      try (CompiledNetworks one = CompiledNetworks.together(List.of(network))) {
        train(one, batches);
      }
    }
    assertThat(networks.get(2).score()).isNaN();
    for (int i : new int[] {0, 1, 3}) {
      assertThat(State.of(networks.get(i))).isEqualTo(State.of(alone.get(i)));
    }
  }

  @Test
  void batchWithMask_isTrainedAsAlone() {
    List<DataSet> batches = batches(plain(), 3);
    INDArray mask = Nd4j.ones(Nets.EXAMPLES, 1);
    mask.putScalar(2, 0);
    batches.get(1).setLabelsMaskArray(mask);
    List<MultiLayerNetwork> networks = plain().seeds(3);
    try (CompiledNetworks together = onTwoThreads(networks)) {
      train(together, batches);
    }
    assertThat(states(networks)).isEqualTo(alone(plain(), 3, batches));
  }

  @Test
  void networkTrainedOnItsOwnBetween_goesOnFromThere() {
    List<DataSet> batches = batches(plain(), 2);
    List<MultiLayerNetwork> networks = plain().seeds(2);
    try (CompiledNetworks together =
        CompiledNetworks.together(networks, Kernels.of(KernelLibrary.chosen()), 1)) {
      together.fit(batches.get(0));
      networks.get(1).fit(batches.get(1));
      State before = State.of(networks.get(1));
      together.fit(batches.get(1));
      assertThat(networks.get(1).getIterationCount()).isEqualTo(before.iterations() + 1);
      assertThat(networks.get(0).getIterationCount()).isEqualTo(2);
    }
  }

  @Test
  void batchThatDoesNotFit_isRefusedAndNothingIsTrained() {
    List<MultiLayerNetwork> networks = plain().seeds(3);
    List<State> before = states(networks);
    try (CompiledNetworks together = onTwoThreads(networks)) {
      DataSet wrong = new DataSet(Nets.vectors(), Nets.vectors().put(0, 0, Float.NaN));
      assertThatThrownBy(() -> together.fit(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(states(networks)).isEqualTo(before);
  }

  @Test
  void listenerThatFails_stopsTheOthersAndIsHeard() {
    List<MultiLayerNetwork> networks = plain().seeds(3);
    networks
        .get(1)
        .setListeners(
            new BaseTrainingListener() {
              @Override
              public void iterationDone(Model model, int iteration, int epoch) {
                throw new IllegalStateException("enough");
              }
            });
    try (CompiledNetworks together = onTwoThreads(networks)) {
      List<DataSet> batches = batches(plain(), 5);
      assertThatThrownBy(() -> together.fit(new ExistingDataSetIterator(batches)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough");
    }
  }

  @Test
  void otherNetworks_areRefusedByNumber() {
    MultiLayerNetwork first = plain().of().apply(1);
    MultiLayerNetwork other = vectors("", true, new Adam(0.01), dense(17)).of().apply(1);
    assertThatThrownBy(() -> CompiledNetworks.together(List.of()))
        .hasMessageContaining("no network");
    assertThatThrownBy(() -> CompiledNetworks.together(List.of(first, first)))
        .hasMessageContaining("network 2 is there twice");
    assertThatThrownBy(() -> CompiledNetworks.together(List.of(first, other)))
        .hasMessageContaining("network 2 differs from the first by more than its seed");
    assertThatThrownBy(() -> CompiledNetworks.together(List.of(pieces(2, 1), pieces(3, 2))))
        .hasMessageContaining("network 2 differs from the first by more than its seed");
    CompiledNetworks.together(List.of(pieces(2, 1), pieces(2, 2))).close();
  }

  @Test
  void closedNetworks_sayThatTheyAre() {
    CompiledNetworks together = CompiledNetworks.together(plain().seeds(2));
    together.close();
    together.close();
    assertThatThrownBy(() -> together.fit(batches(plain(), 1).get(0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  private static MultiLayerNetwork pieces(int pieces, int seed) {
    return Nets.vectors(
        settings(seed, new Adam(0.01)), new Maxout.Builder().pieces(pieces).nOut(6).build());
  }
}
