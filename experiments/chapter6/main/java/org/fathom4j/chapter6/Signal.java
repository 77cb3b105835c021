package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.chapter6.DeepNets.Form;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The size of activations on their way through networks that were just started, biases 0.
 *
 * @param start where the weights start
 * @param layers mean square of the activations by hidden layer, geometric mean over the networks
 * @param growth factor from one layer to the next, likewise
 */
record Signal(WeightStart start, List<Double> layers, double growth) {
  /** Hidden layers of the networks. */
  static final int DEPTH = 10;

  /** Units of each. */
  static final int WIDTH = 256;

  /** How many networks there are. */
  static final int NETWORKS = 36;

  private static final int EXAMPLES = 200;

  /** The factor from one layer to the next that is furthest from what it should be. */
  double worstStep() {
    double worst = growth;
    double off = -1;
    for (int i = 1; i < layers.size(); i++) {
      double step = layers.get(i) / layers.get(i - 1);
      double distance = Math.abs(Math.log(step / start.growth()));
      if (distance > off) {
        off = distance;
        worst = step;
      }
    }
    return worst;
  }

  /** From each random start. */
  static List<Signal> all() {
    NoisyPatterns examples = new NoisyPatterns(WIDTH, EXAMPLES, 1, 1);
    float[] numbers = new float[EXAMPLES * WIDTH];
    for (int i = 0; i < EXAMPLES; i++) {
      examples.features(i, numbers, i * WIDTH);
    }
    INDArray inputs = Nd4j.create(numbers, new long[] {EXAMPLES, WIDTH}, 'c');
    return List.of(WeightStart.TINY, WeightStart.HALF, WeightStart.HE, WeightStart.LARGE).stream()
        .map(start -> of(start, inputs))
        .toList();
  }

  private static Signal of(WeightStart start, INDArray inputs) {
    double[] logarithms = new double[DEPTH];
    for (long seed = 1; seed <= NETWORKS; seed++) {
      Form form = new Form(WIDTH, DEPTH, WIDTH, 2, start, 0);
      double[] squares = DeepNets.meanSquares(DeepNets.build(form, seed, 0), inputs);
      for (int i = 0; i < DEPTH; i++) {
        logarithms[i] += Math.log(squares[i]) / NETWORKS;
      }
    }
    List<Double> layers = new ArrayList<>();
    for (double logarithm : logarithms) {
      layers.add(Math.exp(logarithm));
    }
    double rise = (logarithms[DEPTH - 1] - logarithms[0]) / (DEPTH - 1);
    return new Signal(start, layers, Math.exp(rise));
  }
}
