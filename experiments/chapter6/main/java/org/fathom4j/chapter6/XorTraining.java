package org.fathom4j.chapter6;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Networks that learn the four points of XOR by plain gradient descent on all four at once. */
final class XorTraining {
  /** The four inputs. */
  static final double[][] INPUTS = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};

  /** Their targets. */
  static final double[] TARGETS = {0, 1, 1, 0};

  /** At this mean squared error no output is further than 0.1 from its target. */
  static final double LEARNED = 0.1 * 0.1 / 4;

  private static final int PATIENCE = 200;
  private static final double STILL = 1e-6;
  private static final INDArray X = Nets.matrix(DataType.FLOAT, INPUTS);
  private static final INDArray Y = Nets.column(DataType.FLOAT, TARGETS);

  private XorTraining() {}

  /**
   * One network after training.
   *
   * @param loss mean squared error at its last step
   * @param steps gradient steps until it had learned, stood still or ran out of them
   */
  record Outcome(MultiLayerNetwork network, double loss, int steps) {
    boolean learned() {
      return loss <= LEARNED;
    }
  }

  /** A network without hidden layer. */
  static MultiLayerNetwork linear(double rate) {
    return Nets.build(
        1,
        DataType.FLOAT,
        new Sgd(rate),
        Nets.output(2, 1, new ActivationIdentity(), new LossMSE()));
  }

  /** A network with one hidden layer of rectifiers. */
  static MultiLayerNetwork hidden(int width, long seed, double rate) {
    return Nets.build(
        seed,
        DataType.FLOAT,
        new Sgd(rate),
        Nets.dense(2, width, Activation.RELU),
        Nets.output(width, 1, new ActivationIdentity(), new LossMSE()));
  }

  /** The closed-form solution of the book, equations 6.4 to 6.6, in a network. */
  static MultiLayerNetwork closedForm() {
    MultiLayerNetwork network = hidden(2, 1, 0.1);
    Nets.set(network, 0, new double[][] {{1, 1}, {1, 1}}, 0, -1);
    Nets.set(network, 1, new double[][] {{1}, {-2}}, 0);
    return network;
  }

  /**
   * Trains until it has learned, or its loss has not moved for a while, or for {@code steps} steps.
   */
  static Outcome train(MultiLayerNetwork network, int steps, BooleanSupplier stopped) {
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      double loss = fast.fit(X, Y);
      double before = loss;
      int step = 1;
      while (step < steps && loss > LEARNED && !stopped.getAsBoolean()) {
        loss = fast.fit(X, Y);
        step++;
        if (step % PATIENCE == 0) {
          if (Math.abs(before - loss) < STILL) {
            break;
          }
          before = loss;
        }
      }
      return new Outcome(network, loss, step);
    }
  }

  /** What the network says of the four points. */
  static double[] answers(MultiLayerNetwork network) {
    return network.output(X).castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
  }

  /** Where the first hidden layer puts the four points, {@code [4][units]}. */
  static double[][] hiddenPlaces(MultiLayerNetwork network) {
    List<INDArray> layers = network.feedForward(X, false);
    return layers.get(1).castTo(DataType.DOUBLE).toDoubleMatrix();
  }
}
