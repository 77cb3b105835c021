package org.fathom4j.chapter6;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * A softmax fitted to outcomes that differ at the same input.
 *
 * @param fractions of the outcomes, {@code [input][outcome]}
 * @param fitted the network's probabilities, alike
 */
@SuppressWarnings("ArrayRecordComponent") // Read at once, compared by nobody.
record SoftmaxFit(double[][] fractions, double[][] fitted) {
  private static final int INPUTS = 4;
  private static final int OUTCOMES = 3;

  /** Draws {@code repeats} outcomes of each of four inputs and trains a softmax on them all. */
  static SoftmaxFit train(int repeats, int steps, long seed) {
    double[][] fractions = new double[INPUTS][OUTCOMES];
    INDArray features = Nd4j.zeros(DataType.FLOAT, (long) INPUTS * repeats, INPUTS);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, (long) INPUTS * repeats, OUTCOMES);
    SplittableRandom random = new SplittableRandom(seed);
    for (int input = 0; input < INPUTS; input++) {
      double first = random.nextDouble(0.1, 0.6);
      double second = random.nextDouble(0.1, 0.9 - first);
      for (int i = 0; i < repeats; i++) {
        double at = random.nextDouble();
        int outcome = at < first ? 0 : at < first + second ? 1 : 2;
        fractions[input][outcome] += 1.0 / repeats;
        features.putScalar((long) input * repeats + i, input, 1);
        labels.putScalar((long) input * repeats + i, outcome, 1);
      }
    }
    MultiLayerNetwork network =
        Nets.build(
            seed,
            DataType.FLOAT,
            new Sgd(4),
            Nets.output(INPUTS, OUTCOMES, new ActivationSoftmax(), new LossMCXENT()));
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      for (int step = 0; step < steps; step++) {
        fast.fit(features, labels);
      }
    }
    INDArray each = Nd4j.eye(INPUTS).castTo(DataType.FLOAT);
    return new SoftmaxFit(fractions, network.output(each).castTo(DataType.DOUBLE).toDoubleMatrix());
  }

  /** The largest distance of a fitted probability from its fraction. */
  double worst() {
    double worst = 0;
    for (int i = 0; i < fractions.length; i++) {
      for (int j = 0; j < fractions[i].length; j++) {
        worst = Math.max(worst, Math.abs(fractions[i][j] - fitted[i][j]));
      }
    }
    return worst;
  }
}
