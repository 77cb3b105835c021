package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Networks drawn at random from layers, frozen ones among them, updaters, regularizations, losses,
 * shapes, batch sizes, step functions and workspaces, each trained for 20 steps compiled and plain
 * from the same start on the same batches: outputs, scores, gradients, updater state and parameters
 * agree, or the network is refused by name. Those that Deeplearning4j trains wrongly have their
 * gradient beside finite differences instead. Where a unit of the network passes a kink, rounding
 * alone drives two trainings apart: a third network, plain too, starts a last bit away, and in each
 * of these figures the compiled one may part from the plain one no further than a few times as far
 * as that one does; few networks need that. {@code -Dfathom.random.networks=N} draws more, {@code
 * -Dfathom.random.first=SEED} others.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RandomAgreementTest {
  private static final int NETWORKS = Integer.getInteger("fathom.random.networks", 60);
  private static final long FIRST = Long.getLong("fathom.random.first", 0);
  private static final int STEPS = 20;
  private static final double TOLERANCE = 1e-3;

  /** How many times as far as rounding drives plain networks apart. */
  private static final double ROUNDING = 4;

  /** About the last bit of a float. */
  private static final double LAST_BIT = 1e-7;

  /**
   * How many of a hundred networks may be further apart than the tolerance. With one thread none
   * was, by AVX-512, AVX2 or SSE4.1; the furthest came to 5e-4.
   */
  private static final int APART = 2;

  /** Moments of gradients that are nearly 0 are mostly rounding. */
  private static final double STATE = 1e-2;

  private final Set<Long> checked = new TreeSet<>();
  private final Set<Long> apart = new TreeSet<>();

  static LongStream seeds() {
    return LongStream.range(FIRST, FIRST + NETWORKS);
  }

  @ParameterizedTest(name = "network {0}")
  @MethodSource("seeds")
  void compiledIsRight(long seed) {
    RandomNetwork drawn = new RandomNetwork(seed);
    if (drawn.refusal().isPresent()) {
      assertThatThrownBy(() -> CompiledNetwork.compile(drawn.networkToCompile()))
          .isInstanceOf(NotCompilableException.class)
          .hasMessageContaining(drawn.refusal().get());
    } else if (drawn.wrongByDl4j().isPresent()) {
      gradientsAreDifferences(seed, drawn);
    } else {
      compiledAgreesWithPlain(seed, drawn);
    }
    checked.add(seed);
  }

  private static void gradientsAreDifferences(long seed, RandomNetwork drawn) {
    List<DataSet> epoch = drawn.epoch();
    MultiLayerNetwork other = drawn.networkToCompile();
    MultiLayerNetwork plain = drawn.network();
    String where =
        "network %d, where DL4J takes %s: %s".formatted(seed, drawn.wrongByDl4j(), drawn);
    LastGradient actual = new LastGradient();
    other.addListeners(actual);
    INDArray start = other.params().dup();
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      drawn.surroundings().call(() -> fit(compiled, epoch.get(0)));
      drawn.differences(epoch.get(0)).areTheGradient(where, start, actual.gradient());
      for (DataSet batch : epoch) {
        drawn.surroundings().call(() -> fit(compiled, batch));
      }
      plain.setParams(other.params().dup());
      INDArray features = epoch.get(0).getFeatures();
      INDArray output = drawn.surroundings().call(() -> compiled.output(features));
      same(where, "output after", plain.output(features.dup()), output);
    }
  }

  private static double fit(CompiledNetwork compiled, DataSet batch) {
    compiled.fit(batch.copy());
    return compiled.score();
  }

  private void compiledAgreesWithPlain(long seed, RandomNetwork drawn) {
    List<DataSet> epoch = drawn.epoch();
    MultiLayerNetwork plain = drawn.network();
    MultiLayerNetwork other = drawn.networkToCompile();
    MultiLayerNetwork beside = drawn.network();
    beside.params().muli(1 + LAST_BIT);
    double rounding = 0;
    String where = "network " + seed + ": " + drawn;
    LastGradient expected = new LastGradient();
    LastGradient actual = new LastGradient();
    LastGradient rounded = new LastGradient();
    plain.addListeners(expected);
    other.addListeners(actual);
    beside.addListeners(rounded);
    boolean changesSides = seed % 4 == 1;
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      INDArray features = epoch.get(0).getFeatures();
      same(
          where,
          "output before",
          plain.output(features.dup()),
          drawn.surroundings().call(() -> compiled.output(features)));
      for (int step = 0; step < STEPS; step++) {
        DataSet batch = epoch.get(step % epoch.size());
        plain.fit(batch.copy());
        beside.fit(batch.copy());
        rounding = Math.max(rounding, relative(plain.score(), beside.score()));
        if (changesSides && step / epoch.size() == 2) {
          fitPlain(other, drawn, batch);
        } else {
          drawn.surroundings().call(() -> fit(compiled, batch));
        }
        assertThat(other.score())
            .as("score of step %d of %s", step, where)
            .isCloseTo(plain.score(), within(1e-5 + allowed(rounding) * Math.abs(plain.score())));
        noteApart(seed, Math.abs(other.score() - plain.score()) / Math.abs(plain.score()));
        if (step == 0) {
          same(where, "gradient of step 0", expected.gradient(), actual.gradient());
        }
        if (step % epoch.size() == epoch.size() - 1) {
          plain.incrementEpochCount();
          other.incrementEpochCount();
          beside.incrementEpochCount();
        }
      }
      double far = Math.max(rounding, difference(plain.params(), beside.params()));
      INDArray gradient = expected.gradient();
      double gradientFar = Math.max(far, difference(gradient, rounded.gradient()));
      noteApart(
          seed, near(where, "gradient of the last step", gradient, actual.gradient(), gradientFar));
      noteApart(seed, near(where, "parameters after", plain.params(), other.params(), far));
      INDArray output = plain.output(features.dup());
      noteApart(seed, near(where, "output after", output, compiled.output(features), far));
      INDArray state = plain.getUpdater().getStateViewArray();
      if (state != null) {
        double stateFar = Math.max(far, difference(state, beside.getUpdater().getStateViewArray()));
        double stateDifference = difference(state, other.getUpdater().getStateViewArray());
        assertThat(stateDifference)
            .as("state of %s", where)
            .isLessThan(Math.max(STATE, ROUNDING * stateFar));
        noteApart(seed, stateDifference * TOLERANCE / STATE);
      }
    }
  }

  /** Workspaces of its own make Deeplearning4j fail on some networks. */
  private static void fitPlain(MultiLayerNetwork network, RandomNetwork drawn, DataSet batch) {
    network.getLayerWiseConfigurations().setTrainingWorkspaceMode(WorkspaceMode.NONE);
    network.fit(batch.copy());
    drawn.surroundings().prepare(network);
  }

  private void noteApart(long seed, double difference) {
    if (difference > TOLERANCE) {
      apart.add(seed);
    }
  }

  @AfterAll
  void fewNetworksNeededMoreThanTheTolerance() {
    if (checked.size() == NETWORKS) {
      assertThat(apart)
          .as("networks further apart than the tolerance")
          .hasSizeLessThanOrEqualTo(APART * NETWORKS / 100);
    }
  }

  private static void same(String where, String what, INDArray expected, INDArray actual) {
    assertThat(difference(expected, actual)).as("%s of %s", what, where).isLessThan(TOLERANCE);
  }

  private static double near(
      String where, String what, INDArray expected, INDArray actual, double apart) {
    double difference = difference(expected, actual);
    assertThat(difference).as("%s of %s", what, where).isLessThan(allowed(apart));
    return difference;
  }

  private static double allowed(double apart) {
    return Math.max(TOLERANCE, ROUNDING * apart);
  }

  private static double relative(double expected, double actual) {
    return Math.abs(expected - actual) / Math.max(Math.abs(expected), 1e-5);
  }

  /** Relative difference in the 2-norm. */
  private static double difference(INDArray expected, INDArray actual) {
    INDArray left = expected.castTo(DataType.DOUBLE).reshape(-1);
    INDArray right = actual.castTo(DataType.DOUBLE).reshape(-1);
    double size = Math.max(left.norm2Number().doubleValue(), 1e-5);
    return left.sub(right).norm2Number().doubleValue() / size;
  }

  private static final class LastGradient extends BaseTrainingListener {
    private @Nullable INDArray gradient;

    @Override
    public void onGradientCalculation(Model model) {
      gradient = model.gradient().gradient().dup();
    }

    INDArray gradient() {
      return java.util.Objects.requireNonNull(gradient);
    }
  }
}
