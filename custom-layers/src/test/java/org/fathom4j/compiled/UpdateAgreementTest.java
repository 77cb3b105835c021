package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.MinMaxNormConstraint;
import org.deeplearning4j.nn.conf.constraint.NonNegativeConstraint;
import org.deeplearning4j.nn.conf.constraint.UnitNormConstraint;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.layers.dense.Maxout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Everything that happens between gradient and parameters, compiled against plain. */
class UpdateAgreementTest {
  private static final double TOLERANCE = 3e-4;

  /** Units of a first layer with more weights than the sweep in Java takes at a time. */
  private static final int NARROW = 110;

  /** Of one whose weights are the backend's to update. */
  private static final int WIDE = 1700;

  @ParameterizedTest(name = "{0}")
  @MethodSource("updaters")
  void updater_agreesWithDl4j(String name, IUpdater updater) {
    agree(settings -> settings.updater(updater.clone()), new BatchNormalization.Builder().build());
  }

  static Stream<Arguments> updaters() {
    return Stream.of(
        arguments("sgd", new Sgd(0.1)),
        arguments("nesterovs", new Nesterovs(0.05, 0.9)),
        arguments("adam", new Adam(0.01)),
        arguments("adam, other constants", new Adam(0.01, 0.8, 0.9, 1e-3)),
        arguments("rmsprop", new RmsProp(0.003)),
        arguments("rmsprop, other constants", new RmsProp(0.003, 0.8, 0.01)),
        arguments("adagrad", new AdaGrad(0.05)),
        arguments("adagrad, other constants", new AdaGrad(0.05, 0.01)),
        arguments("no-op", new NoOp()),
        arguments("amsgrad", new AMSGrad(0.01)),
        arguments("adamax", new AdaMax(0.01)),
        arguments("nadam", new Nadam(0.01)),
        arguments("adadelta", new AdaDelta()),
        arguments(
            "rate by iteration",
            new Sgd(new ExponentialSchedule(ScheduleType.ITERATION, 0.2, 0.8))),
        arguments(
            "momentum by iteration",
            new Nesterovs(
                new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.9),
                new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.5, 3, 0.9)))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("settings")
  void setting_agreesWithDl4j(String name, UnaryOperator<NeuralNetConfiguration.Builder> setting) {
    agree(setting);
    assertThat(trainedByDl4j(setting)).isNotEqualTo(trainedByDl4j(settings -> settings));
  }

  /** A setting that changes nothing would agree whatever the compiled step makes of it. */
  private static INDArray trainedByDl4j(UnaryOperator<NeuralNetConfiguration.Builder> setting) {
    MultiLayerNetwork network =
        Nets.vectors(setting.apply(Nets.settings()), new DenseLayer.Builder().nOut(NARROW).build());
    for (int step = 0; step < 10; step++) {
      network.fit(Nets.vectors(), Nets.labels());
    }
    return network.params();
  }

  static Stream<Arguments> settings() {
    return Stream.of(
        setting("l1", s -> s.l1(0.01)),
        setting("l2", s -> s.l2(0.01)),
        setting("l1, l2 of biases", s -> s.l1(0.01).l2(0.02).l1Bias(0.01).l2Bias(0.03)),
        setting("weight decay", s -> s.weightDecay(0.1)),
        setting("weight decay not times the rate", s -> s.weightDecay(0.01, false)),
        setting("bias updater", s -> s.biasUpdater(new Sgd(0.3))),
        setting("summed, not averaged", s -> s.miniBatch(false).updater(new Sgd(0.01))),
        setting("max norm", s -> s.constrainWeights(new MaxNormConstraint(0.4, 1))),
        setting("max norm of columns", s -> s.constrainWeights(new MaxNormConstraint(0.4, 0))),
        setting("norms between", s -> s.constrainWeights(new MinMaxNormConstraint(0.3, 0.4, 0))),
        setting("unit norm", s -> s.constrainWeights(new UnitNormConstraint(1))),
        // DL4J takes no notice of constrainAllParameters on a network.
        setting(
            "non-negative",
            s ->
                s.constrainWeights(new NonNegativeConstraint())
                    .constrainBias(new NonNegativeConstraint())),
        clipping(GradientNormalization.ClipElementWiseAbsoluteValue, 0.01),
        clipping(GradientNormalization.ClipL2PerLayer, 0.05),
        clipping(GradientNormalization.ClipL2PerParamType, 0.05),
        clipping(GradientNormalization.RenormalizeL2PerLayer, 1),
        clipping(GradientNormalization.RenormalizeL2PerParamType, 1));
  }

  @Test
  void adamWithWeightDecay_agreesWithDl4j() {
    agree(NARROW, s -> s.updater(new Adam(0.01)).weightDecay(0.1));
    // Among so many units some gradients are only rounding, of which Adam's usual epsilon makes a
    // whole step, in Deeplearning4j too.
    if (!inJava()) {
      agree(WIDE, s -> s.updater(new Adam(0.01, 0.9, 0.999, 1e-4)).weightDecay(0.1));
    }
  }

  @Test
  void maxoutHeldToAMaxNorm_agreesWithDl4j() {
    new Agreement(
            () ->
                Nets.vectors(
                    Nets.settings().constrainWeights(new MaxNormConstraint(0.5, 0)),
                    new Maxout.Builder().nOut(16).pieces(5).build(),
                    new Maxout.Builder().nOut(9).pieces(3).build()),
            TOLERANCE)
        .after(20, Nets.vectors(), Nets.labels());
  }

  private static Arguments setting(
      String name, UnaryOperator<NeuralNetConfiguration.Builder> setting) {
    return arguments(name, setting);
  }

  private static Arguments clipping(GradientNormalization kind, double threshold) {
    return setting(
        kind.name(), s -> s.gradientNormalization(kind).gradientNormalizationThreshold(threshold));
  }

  private static void agree(
      UnaryOperator<NeuralNetConfiguration.Builder> setting, Layer... between) {
    agree(NARROW, setting, between);
    if (!inJava()) { // slow, and the same to it
      agree(WIDE, setting, between);
    }
  }

  private static void agree(
      int first, UnaryOperator<NeuralNetConfiguration.Builder> setting, Layer... between) {
    new Agreement(
            () -> {
              List<Layer> layers = new ArrayList<>();
              layers.add(new DenseLayer.Builder().nOut(first).build());
              Stream.of(between).map(Layer::clone).forEach(layers::add);
              layers.add(
                  new DenseLayer.Builder().nOut(7).updater(new Nesterovs(0.02, 0.5)).build());
              return Nets.vectors(setting.apply(Nets.settings()), layers.toArray(Layer[]::new));
            },
            TOLERANCE)
        .after(10, Nets.vectors(), Nets.labels());
  }

  @ParameterizedTest
  @ValueSource(ints = {NARROW, WIDE})
  void anUpdaterChangedInMidTraining_agreesWithDl4j(int units) {
    MultiLayerNetwork plain = changing(units);
    MultiLayerNetwork other = changing(units);
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      for (int step = 0; step < 9; step++) {
        compiled.sync(); // a new rate makes a new updater, with a copy of the state
        if (step == 3) {
          plain.setLearningRate(0.01);
          other.setLearningRate(0.01);
        }
        if (step == 6) {
          plain.setLearningRate(0, 0);
          other.setLearningRate(0, 0);
        }
        plain.fit(Nets.vectors(), Nets.labels());
        compiled.fit(Nets.vectors(), Nets.labels());
      }
      assertThat(compiled.listing()).contains("update from 0");
    }
    double apart = plain.params().sub(other.params()).norm2Number().doubleValue();
    assertThat(apart).isLessThan(TOLERANCE * plain.params().norm2Number().doubleValue());
  }

  private static MultiLayerNetwork changing(int units) {
    return Nets.vectors(
        Nets.settings(new Nesterovs(0.1, 0.9)), new DenseLayer.Builder().nOut(units).build());
  }

  @Test
  void regularizationOfOnesOwn_agreesWithDl4j() {
    DenseLayer layer = new DenseLayer.Builder().nOut(7).build();
    layer.setRegularization(new ArrayList<>(List.of(new TowardsOne())));
    agree(settings -> settings, layer);
  }

  /** Pulls parameters to 1. */
  private static final class TowardsOne extends L2Regularization {
    private static final long serialVersionUID = 1L;

    TowardsOne() {
      super(0.1);
    }

    @Override
    public void apply(INDArray p, INDArray gradient, double rate, int iteration, int epoch) {
      gradient.addi(p.sub(1).muli(0.1));
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // it never changes
    public TowardsOne clone() {
      return this;
    }
  }

  @Test
  void constraints_areToldIterationAndEpochAsByDl4j() {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    MultiLayerNetwork plain = Nets.vectors(Nets.settings(), constrained(expected));
    MultiLayerNetwork other = Nets.vectors(Nets.settings(), constrained(actual));
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      for (int step = 0; step < 3; step++) {
        plain.fit(Nets.vectors(), Nets.labels());
        compiled.fit(Nets.vectors(), Nets.labels());
        plain.incrementEpochCount();
        other.incrementEpochCount();
      }
    }
    assertThat(actual).isEqualTo(expected).hasSize(3);
  }

  private static Layer constrained(List<String> calls) {
    DenseLayer layer = new DenseLayer.Builder().nOut(7).build();
    layer.setConstraints(List.of(new Calls(calls)));
    return layer;
  }

  /** A constraint that notes when it is applied. */
  private static final class Calls extends NonNegativeConstraint {
    private final transient List<String> calls;

    Calls(List<String> calls) {
      this.calls = calls;
    }

    @Override
    public void applyConstraint(org.deeplearning4j.nn.api.Layer layer, int iteration, int epoch) {
      calls.add(iteration + " of " + epoch);
    }

    @Override
    @SuppressWarnings("MissingSuperCall") // the calls are the same
    public Calls clone() {
      return this;
    }
  }

  private static boolean inJava() {
    return KernelLibrary.chosen().loaded().orElseThrow().instructions().equals("java");
  }
}
