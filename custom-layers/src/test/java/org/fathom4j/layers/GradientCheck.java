package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Compares back-propagation with central differences, one parameter at a time, in double precision.
 *
 * @param network the network
 * @param data the batch whose score is differentiated
 * @param perLayer how many parameters of a layer are checked at most, spread evenly over it
 */
record GradientCheck(MultiLayerNetwork network, DataSet data, int perLayer) {
  private static final double STEP = 1e-6;
  private static final double MAX_RELATIVE_ERROR = 1e-5;

  /**
   * Below this both gradients are rounding: a score near 1 is known to 1e-16, its difference
   * quotient to 1e-10.
   */
  private static final double ROUNDING = 1e-9;

  private static final long MASK_SEED = 7;

  /** Checks layers 0 to {@code last}; fails with the first parameter whose gradient is wrong. */
  void check(int last) {
    INDArray analytic = analytic();
    long start = 0;
    for (int layer = 0; layer <= last; layer++) {
      long count = network.getLayer(layer).numParams();
      long step = Math.max(1, (count + perLayer - 1) / perLayer);
      for (long i = start; i < start + count; i += step) {
        check(i, analytic.getDouble(i));
      }
      start += count;
    }
  }

  private void check(long parameter, double backprop) {
    double numeric = centralDifference(parameter);
    double difference = Math.abs(numeric - backprop);
    if (difference > ROUNDING) {
      assertThat(difference / (Math.abs(numeric) + Math.abs(backprop)))
          .as("parameter %d: numeric %s, backprop %s", parameter, numeric, backprop)
          .isLessThan(MAX_RELATIVE_ERROR);
    }
  }

  private double centralDifference(long parameter) {
    INDArray parameters = network.params();
    double value = parameters.getDouble(parameter);
    parameters.putScalar(parameter, value + STEP);
    double above = score();
    parameters.putScalar(parameter, value - STEP);
    double below = score();
    parameters.putScalar(parameter, value);
    return (above - below) / (2 * STEP);
  }

  private INDArray analytic() {
    // The same dropout and weight noise in every pass.
    Nd4j.getRandom().setSeed(MASK_SEED);
    network.setInput(data.getFeatures());
    network.setLabels(data.getLabels());
    network.computeGradientAndScore();
    // DL4J's gradient is the sum over the batch, its score the mean.
    return network.gradient().gradient().div(data.numExamples());
  }

  private double score() {
    Nd4j.getRandom().setSeed(MASK_SEED);
    return network.score(data, true);
  }
}
