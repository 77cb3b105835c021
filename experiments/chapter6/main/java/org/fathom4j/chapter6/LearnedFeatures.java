package org.fathom4j.chapter6;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.Landscape.Sample;
import org.fathom4j.compiled.CompiledNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Features that are learned: one hidden layer of rectifiers, trained with its read-out. */
final class LearnedFeatures {
  private static final double FIRST_RATE = 0.05;
  private static final double LAST_RATE = 0.01;

  private LearnedFeatures() {}

  /**
   * Trains on all examples at once, mean squared error, Adam whose rate falls to a hundredth. Each
   * unit starts with its bend through a random example.
   */
  static MultiLayerNetwork fit(
      int units, Sample train, long seed, int steps, BooleanSupplier stopped) {
    double falling = Math.pow(LAST_RATE, 1.0 / steps);
    var rate = new ExponentialSchedule(ScheduleType.ITERATION, FIRST_RATE, falling);
    MultiLayerNetwork network =
        Nets.build(
            seed,
            DataType.FLOAT,
            new Adam(rate),
            Nets.dense(train.places()[0].length, units, Activation.RELU),
            Nets.output(units, 1, new ActivationIdentity(), new LossMSE()));
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = Nets.weights(network, 0);
    double[] starts = new double[units];
    for (int unit = 0; unit < units; unit++) {
      double[] place = train.places()[random.nextInt(train.size())];
      for (int i = 0; i < place.length; i++) {
        starts[unit] -= weights[i][unit] * place[i];
      }
    }
    Nets.set(network, 0, weights, starts);
    INDArray x = Nets.matrix(DataType.FLOAT, train.places());
    INDArray y = Nets.column(DataType.FLOAT, train.values());
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      for (int step = 0; step < steps && !stopped.getAsBoolean(); step++) {
        fast.fit(x, y);
      }
    }
    return network;
  }

  /** What a network says at each place. */
  static double[] answers(MultiLayerNetwork network, double[][] places) {
    return Values.of(network.output(Nets.matrix(network.params().dataType(), places)));
  }

  /**
   * How well the features point along a direction of length 1: the squared cosine, weighed by how
   * much each feature says. 1 when all do; 1 / inputs on average when they point anywhere.
   */
  static double along(MultiLayerNetwork network, double[] direction) {
    double[][] in = Nets.weights(network, 0);
    double[][] out = Nets.weights(network, 1);
    double along = 0;
    double all = 0;
    for (int unit = 0; unit < out.length; unit++) {
      double product = 0;
      double square = 0;
      for (int i = 0; i < in.length; i++) {
        product += in[i][unit] * direction[i];
        square += in[i][unit] * in[i][unit];
      }
      double weight = Math.sqrt(square) * Math.abs(out[unit][0]);
      along += weight * product * product / square;
      all += weight;
    }
    return along / all;
  }
}
