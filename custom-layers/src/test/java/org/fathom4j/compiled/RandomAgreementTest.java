package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * 200 networks drawn at random from layers, updaters, regularizations, losses, shapes and batch
 * sizes, each trained for 20 steps compiled and plain from the same start on the same batches:
 * outputs, scores, gradients, updater state and parameters agree.
 */
class RandomAgreementTest {
  private static final int NETWORKS = 200;
  private static final int STEPS = 20;
  private static final double TOLERANCE = 1e-3;

  /** Moments of gradients that are nearly 0 are mostly rounding. */
  private static final double STATE = 1e-2;

  static LongStream seeds() {
    return LongStream.range(0, NETWORKS);
  }

  @ParameterizedTest(name = "network {0}")
  @MethodSource("seeds")
  void compiledAgreesWithPlain(long seed) {
    RandomNetwork drawn = new RandomNetwork(seed);
    List<DataSet> epoch = drawn.epoch();
    MultiLayerNetwork plain = drawn.network();
    MultiLayerNetwork other = drawn.network();
    String where = "network " + seed + ": " + drawn;
    LastGradient expected = new LastGradient();
    LastGradient actual = new LastGradient();
    plain.addListeners(expected);
    other.addListeners(actual);
    boolean changesSides = seed % 4 == 1;
    try (CompiledNetwork compiled = CompiledNetwork.compile(other)) {
      INDArray features = epoch.get(0).getFeatures();
      same(where, "output before", plain.output(features.dup()), compiled.output(features));
      for (int step = 0; step < STEPS; step++) {
        DataSet batch = epoch.get(step % epoch.size());
        plain.fit(batch.copy());
        if (changesSides && step / epoch.size() == 2) {
          other.fit(batch.copy());
        } else {
          compiled.fit(batch);
        }
        assertThat(other.score())
            .as("score of step %d of %s", step, where)
            .isCloseTo(plain.score(), within(1e-5 + TOLERANCE * Math.abs(plain.score())));
        if (step == 0 || step == STEPS - 1) {
          same(where, "gradient of step " + step, expected.gradient(), actual.gradient());
        }
        if (step % epoch.size() == epoch.size() - 1) {
          plain.incrementEpochCount();
          other.incrementEpochCount();
        }
      }
      same(where, "parameters after", plain.params(), other.params());
      same(where, "output after", plain.output(features.dup()), compiled.output(features));
      INDArray state = plain.getUpdater().getStateViewArray();
      if (state != null) {
        INDArray actualState = other.getUpdater().getStateViewArray();
        assertThat(difference(state, actualState)).as("state of %s", where).isLessThan(STATE);
      }
    }
  }

  private static void same(String where, String what, INDArray expected, INDArray actual) {
    assertThat(difference(expected, actual)).as("%s of %s", what, where).isLessThan(TOLERANCE);
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
