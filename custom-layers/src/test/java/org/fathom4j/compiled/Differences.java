package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A gradient beside finite differences of the score of training, in double precision by
 * Deeplearning4j's forward pass alone, along random directions.
 */
final class Differences {
  private static final int DIRECTIONS = 4;
  private static final double STEP = 1e-6;
  private static final double TOLERANCE = 0.02;

  /** They are moved by steps that are no derivatives. */
  private static final List<String> STATISTICS =
      List.of(
          BatchNormalizationParamInitializer.GLOBAL_MEAN,
          BatchNormalizationParamInitializer.GLOBAL_VAR,
          BatchNormalizationParamInitializer.GLOBAL_LOG_STD);

  private final MultiLayerNetwork exact;
  private final List<Boolean> moved;
  private final DataSet batch;
  private final Random random = new Random(5);

  /**
   * Differences of a network.
   *
   * @param exact the network in double precision
   * @param moved which of its layers are trained
   */
  Differences(MultiLayerNetwork exact, List<Boolean> moved, DataSet batch) {
    this.exact = exact;
    this.moved = moved;
    this.batch = doubles(batch);
  }

  private static DataSet doubles(DataSet batch) {
    INDArray mask = batch.getLabelsMaskArray();
    return new DataSet(
        batch.getFeatures().castTo(DataType.DOUBLE),
        batch.getLabels().castTo(DataType.DOUBLE),
        null,
        mask == null ? null : mask.castTo(DataType.DOUBLE));
  }

  /** Compares the gradient, summed over the examples, at these parameters. */
  void areTheGradient(String where, INDArray parameters, INDArray gradient) {
    INDArray start = parameters.castTo(DataType.DOUBLE).reshape(1, parameters.length());
    INDArray steps = gradient.castTo(DataType.DOUBLE).reshape(1, gradient.length());
    INDArray trained = trained();
    assertThat(steps.mul(trained.rsub(1)).mul(unmovedLayers()).norm2Number().doubleValue())
        .as("gradient of layers that are not trained, %s", where)
        .isZero();
    double size = steps.mul(trained).norm2Number().doubleValue() + 1e-4;
    for (int i = 0; i < DIRECTIONS; i++) {
      INDArray direction = signs(start.length()).muli(trained);
      double expected =
          (score(start.add(direction.mul(STEP))) - score(start.sub(direction.mul(STEP))))
              / (2 * STEP);
      double actual = steps.mul(direction).sumNumber().doubleValue();
      assertThat((actual - expected) / size)
          .as("slope along a direction, by differences %s, of %s", expected, where)
          .isBetween(-TOLERANCE, TOLERANCE);
    }
  }

  static boolean isStatistic(String parameter) {
    return STATISTICS.contains(parameter);
  }

  /** Of the loss alone, summed over the examples. */
  private double score(INDArray parameters) {
    exact.setParams(parameters);
    boolean averaged =
        exact.conf().isMiniBatch() || exact.getOutputLayer().conf().getLayer() instanceof LossLayer;
    double loss = exact.score(batch.copy(), true) - exact.calcRegularizationScore(true);
    return averaged ? loss * batch.numExamples() : loss;
  }

  /** 1 for parameters that a step moves along the gradient, 0 for all others. */
  private INDArray trained() {
    INDArray trained = Nd4j.zeros(DataType.DOUBLE, 1, exact.numParams());
    for (Map.Entry<String, INDArray> part : exact.paramTable().entrySet()) {
      String[] name = part.getKey().split("_", 2);
      if (moved.get(Integer.parseInt(name[0])) && !isStatistic(name[1])) {
        set(trained, part.getValue());
      }
    }
    return trained;
  }

  private INDArray unmovedLayers() {
    INDArray still = Nd4j.zeros(DataType.DOUBLE, 1, exact.numParams());
    for (Map.Entry<String, INDArray> part : exact.paramTable().entrySet()) {
      if (!moved.get(Integer.parseInt(part.getKey().split("_", 2)[0]))) {
        set(still, part.getValue());
      }
    }
    return still;
  }

  private void set(INDArray flags, INDArray part) {
    long from = part.offset() - exact.params().offset();
    for (long i = 0; i < part.length(); i++) {
      flags.putScalar(from + i, 1);
    }
  }

  private INDArray signs(long count) {
    INDArray signs = Nd4j.zeros(DataType.DOUBLE, 1, count);
    for (long i = 0; i < count; i++) {
      signs.putScalar(i, random.nextBoolean() ? 1 : -1);
    }
    return signs;
  }
}
