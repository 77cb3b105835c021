package org.fathom4j.chapter6;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Networks of one hidden layer of rectifiers that draw sin(2πx) for x from 0 to 1. */
final class WidthNets {
  /** What is drawn. */
  static final String TARGET = "sin(2πx)";

  private static final int TRAINING_PLACES = 256;
  private static final int CHECKED_PARTS = 4096;
  private static final double LAST_RATE = 0.01;

  /** He's start is made for inputs of variance 1; that of numbers spread from 0 to 1 is 1/12. */
  private static final double INPUT_SCALE = Math.sqrt(12);

  private WidthNets() {}

  /** The function that is drawn. */
  static double target(double x) {
    return Math.sin(2 * Math.PI * x);
  }

  /**
   * How far a network is from the target at 4,097 places.
   *
   * @param largest largest distance
   * @param typical root of the mean squared distance
   */
  record Miss(double largest, double typical) {}

  /** Looks at a network. */
  static Miss miss(MultiLayerNetwork network) {
    double[] places = places(CHECKED_PARTS);
    double[] answers = answers(network, places);
    double largest = 0;
    double squares = 0;
    for (int i = 0; i < places.length; i++) {
      double distance = Math.abs(answers[i] - target(places[i]));
      largest = Math.max(largest, distance);
      squares += distance * distance;
    }
    return new Miss(largest, Math.sqrt(squares / places.length));
  }

  /** What a network says at these places. */
  static double[] answers(MultiLayerNetwork network, double[] places) {
    return Values.of(network.output(Nets.column(network.params().dataType(), places)));
  }

  /** The places 0, 1/parts, ..., 1. */
  static double[] places(int parts) {
    return IntStream.rangeClosed(0, parts).mapToDouble(i -> i / (double) parts).toArray();
  }

  /**
   * The target joined up between {@code pieces} + 1 equally spaced places, one unit a piece: unit i
   * switches on at i / pieces and adds the change of slope there.
   */
  static MultiLayerNetwork constructed(int pieces) {
    double[][] in = new double[1][pieces];
    double[] starts = new double[pieces];
    double[][] out = new double[pieces][1];
    double before = 0;
    for (int i = 0; i < pieces; i++) {
      double from = i / (double) pieces;
      double slope = pieces * (target((i + 1.0) / pieces) - target(from));
      in[0][i] = 1;
      starts[i] = -from;
      out[i][0] = slope - before;
      before = slope;
    }
    MultiLayerNetwork network = network(pieces, 1, DataType.DOUBLE, new NoOp());
    Nets.set(network, 0, in, starts);
    Nets.set(network, 1, out, target(0));
    return network;
  }

  /**
   * A network to be trained. Hidden weights are normal, their deviation He's for inputs of the
   * spread of 0 to 1, and each unit switches at a random place there.
   */
  static MultiLayerNetwork start(int units, long seed, double rate, int steps) {
    var falling =
        new ExponentialSchedule(
            ScheduleType.ITERATION, rate, Math.pow(LAST_RATE, 1.0 / Math.max(1, steps)));
    MultiLayerNetwork network = network(units, seed, DataType.FLOAT, new Adam(falling));
    SplittableRandom random = new SplittableRandom(seed);
    double[][] weights = Nets.weights(network, 0);
    double[] starts = new double[units];
    for (int unit = 0; unit < units; unit++) {
      weights[0][unit] *= INPUT_SCALE;
      starts[unit] = -weights[0][unit] * random.nextDouble();
    }
    Nets.set(network, 0, weights, starts);
    return network;
  }

  /** Trains on 257 equally spaced places at once, mean squared error, so many steps. */
  static void train(MultiLayerNetwork network, int steps, BooleanSupplier stopped) {
    double[] places = places(TRAINING_PLACES);
    double[] targets =
        IntStream.range(0, places.length).mapToDouble(i -> target(places[i])).toArray();
    INDArray x = Nets.column(DataType.FLOAT, places);
    INDArray y = Nets.column(DataType.FLOAT, targets);
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      for (int step = 0; step < steps && !stopped.getAsBoolean(); step++) {
        fast.fit(x, y);
      }
    }
  }

  /** Where the hidden units of a network switch on or off. */
  static double[] kinks(MultiLayerNetwork network) {
    double[][] weights = Nets.weights(network, 0);
    double[] starts = Nets.biases(network, 0);
    return IntStream.range(0, starts.length).mapToDouble(i -> -starts[i] / weights[0][i]).toArray();
  }

  private static MultiLayerNetwork network(int units, long seed, DataType type, IUpdater updater) {
    return Nets.build(
        seed,
        type,
        updater,
        Nets.dense(1, units, Activation.RELU),
        Nets.output(units, 1, new ActivationIdentity(), new LossMSE()));
  }
}
