package org.fathom4j.compiled.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.updater.BaseMultiLayerUpdater;
import org.fathom4j.compiled.backend.Vectors;
import org.fathom4j.compiled.graph.Batch;
import org.fathom4j.compiled.graph.Floats;
import org.fathom4j.compiled.graph.Shape;
import org.fathom4j.compiled.host.HostArrays;
import org.fathom4j.compiled.onednn.OneDnnBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** The two ways to update a section, held to each other; the agreement tests hold them to DL4J. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweepsTest {
  private static final int EXAMPLES = 3;
  private static final float TOLERANCE = 2e-6f;

  private OneDnnBackend backend;

  @BeforeAll
  void open() {
    backend = OneDnnBackend.open();
  }

  @AfterAll
  void close() {
    backend.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void bothWays_giveTheSame(
      String name, UnaryOperator<NeuralNetConfiguration.Builder> setting, int sections) {
    Side java = new Side(setting);
    Side nativeSide = new Side(setting);
    assertThat(java.sections()).hasSize(sections).allMatch(SectionSteps::knows);
    JavaSweep inJava = new JavaSweep(java.sections(), java.vectors());
    try (NativeSweep inBackend =
        NativeSweep.of(nativeSide.sections(), backend, nativeSide.vectors())) {
      for (int step = 0; step < 8; step++) {
        INDArray gradient =
            Nd4j.getRandomFactory()
                .getNewRandomInstance(step)
                .nextGaussian(java.gradients().shape());
        java.gradients().assign(gradient);
        nativeSide.gradients().assign(gradient);
        assertThat(inJava.apply(batch(step))).isTrue();
        assertThat(inBackend.apply(batch(step))).isTrue();
        same(java.parameters(), nativeSide.parameters());
        same(java.gradients(), nativeSide.gradients());
        if (java.state().isPresent()) {
          same(java.state().get(), nativeSide.state().get());
        }
      }
    }
  }

  static Stream<Arguments> settings() {
    IUpdater falling = new Nesterovs(new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.7));
    IUpdater byEpoch = new Sgd(new ExponentialSchedule(ScheduleType.EPOCH, 0.1, 0.5));
    List<Regularization> both = List.of(new L2Regularization(0.02), new WeightDecay(0.1, true));
    return Stream.of(
        setting("sgd", 1, s -> s.updater(new Sgd(0.1))),
        setting("nesterovs", 1, s -> s.updater(new Nesterovs(0.1, 0.9))),
        setting("falling rate", 1, s -> s.updater(falling)),
        setting("rate by epoch", 1, s -> s.updater(byEpoch)),
        setting("adam", 1, s -> s.updater(new Adam(0.01, 0.8, 0.95, 1e-3))),
        setting("summed", 1, s -> s.updater(new Nesterovs(0.1, 0.5)).miniBatch(false)),
        setting("l2", 6, s -> s.updater(new Nesterovs(0.1, 0.9)).l2(0.02)),
        setting("l2 everywhere", 1, s -> s.updater(new Sgd(0.1)).l2(0.02).l2Bias(0.02)),
        setting("decay", 6, s -> s.updater(new Sgd(0.1)).weightDecay(0.1)),
        setting("l2 and decay", 6, s -> s.updater(new Sgd(0.1)).regularization(both)),
        setting("adamw", 6, s -> s.updater(new Adam(0.01)).weightDecay(0.1)),
        setting("two strengths", 6, s -> s.updater(new Sgd(0.1)).l2(0.02).l2Bias(0.01)));
  }

  private static Arguments setting(
      String name, int sections, UnaryOperator<NeuralNetConfiguration.Builder> setting) {
    return arguments(name, setting, sections);
  }

  @Test
  void onlyTheSectionsGiven_areTouched() {
    Side side = new Side(settings -> settings.updater(new Nesterovs(0.1, 0.9)).l2(0.1));
    Section second = side.sections().get(1);
    INDArray before = side.parameters().dup();
    side.gradients().assign(1);
    try (NativeSweep sweep = NativeSweep.of(List.of(second), backend, side.vectors())) {
      sweep.apply(batch(0));
    }
    int end = second.from() + second.count();
    for (int i = 0; i < before.length(); i++) {
      boolean inside = i >= second.from() && i < end;
      boolean moved = side.parameters().getFloat(i) != before.getFloat(i);
      assertThat(moved).as("parameter %d", i).isEqualTo(inside);
      float gradient = side.gradients().getFloat(i);
      assertThat(gradient != 1).as("gradient %d", i).isEqualTo(inside);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1023, 1024, -1})
  void parametersThatAreNoNumbers_areNoticed(int where) {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      Side side = new Side(settings -> settings.updater(new Sgd(0.1)));
      INDArray parameters = side.parameters();
      parameters.putScalar(Math.floorMod(where, (int) parameters.length()), value);
      side.gradients().assign(0);
      JavaSweep inJava = new JavaSweep(side.sections(), side.vectors());
      assertThat(inJava.apply(batch(0))).isFalse();
      try (NativeSweep sweep = NativeSweep.of(side.sections(), backend, side.vectors())) {
        assertThat(sweep.apply(batch(0))).isFalse();
        parameters.assign(1);
        side.gradients().assign(0);
        assertThat(sweep.apply(batch(1))).as("mended").isTrue();
      }
      assertThat(inJava.apply(batch(1))).as("mended").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 1023, 1024, 1025, 1026, 1600})
  void sectionsOfAnyLength_areWatchedToTheirEnds(int count) {
    int from = 7;
    Side side = new Side(settings -> settings.updater(new Sgd(0.1)));
    Section part = new Section(from, count, new Sgd(0.1), List.of(), List.of(), true);
    try (NativeSweep sweep = NativeSweep.of(List.of(part), backend, side.vectors())) {
      for (int where :
          new int[] {from - 1, from, from + count / 2, from + count - 1, from + count}) {
        side.parameters().assign(1).putScalar(where, Float.NaN);
        side.gradients().assign(0);
        boolean inside = where >= from && where < from + count;
        assertThat(sweep.apply(batch(0))).as("NaN at %d", where).isNotEqualTo(inside);
      }
    }
  }

  @Test
  void whatTheBackendHasNoStepsFor_isLeftToJava() {
    Side l1 = new Side(settings -> settings.updater(new Sgd(0.1)).l1(0.1));
    assertThat(l1.sections()).extracting(SectionSteps::knows).contains(true, false);
    Side still = new Side(settings -> settings.updater(new NoOp()));
    assertThat(still.sections()).noneMatch(SectionSteps::knows);
  }

  private static Batch batch(int iteration) {
    return new Batch(Floats.zeros(Shape.of(EXAMPLES, 1)), null, null, iteration, iteration / 3);
  }

  private static void same(INDArray expected, INDArray actual) {
    assertThat(actual.toFloatVector()).hasSize((int) expected.length());
    for (int i = 0; i < expected.length(); i++) {
      float value = expected.getFloat(i);
      assertThat(actual.getFloat(i))
          .as("element %d", i)
          .isCloseTo(value, within(TOLERANCE * Math.max(1, Math.abs(value))));
    }
  }

  /** A network with its vectors: 13 x 80, 80 x 7 and 7 x 4 weights and as many biases. */
  private static final class Side {
    private final MultiLayerNetwork network;

    Side(UnaryOperator<NeuralNetConfiguration.Builder> setting) {
      network =
          new MultiLayerNetwork(
              setting
                  .apply(new NeuralNetConfiguration.Builder().seed(3))
                  .list()
                  .layer(new DenseLayer.Builder().nOut(80).build())
                  .layer(new DenseLayer.Builder().nOut(7).build())
                  .layer(new OutputLayer.Builder().nOut(4).build())
                  .setInputType(InputType.feedForward(13))
                  .build());
      network.init();
      network.initGradientsView();
    }

    private BaseMultiLayerUpdater<?> updater() {
      return (BaseMultiLayerUpdater<?>) network.getUpdater();
    }

    List<Section> sections() {
      return Section.of(network, updater()).orElseThrow();
    }

    INDArray parameters() {
      return network.params();
    }

    INDArray gradients() {
      return network.getFlattenedGradients();
    }

    Optional<INDArray> state() {
      return Optional.ofNullable(updater().getStateViewArray());
    }

    Vectors vectors() {
      return new Vectors(
          HostArrays.floats(parameters()),
          HostArrays.floats(gradients()),
          state().map(HostArrays::floats));
    }
  }
}
