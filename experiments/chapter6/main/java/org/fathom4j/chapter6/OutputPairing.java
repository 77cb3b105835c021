package org.fathom4j.chapter6;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL2;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * An output unit with a loss, where the truth is 1: the unit's output for {@code z}, or the first
 * of three softmax outputs for {@code (z, 0, 0)}.
 *
 * @param id in the names of the known answers
 * @param unit the output unit, for people
 * @param loss the loss, for people
 * @param matching whether the loss is the log-likelihood that belongs to the unit
 * @param outputs 1, or 3 for the softmax
 * @param activation a new activation of Deeplearning4j
 * @param lossFunction a new loss of Deeplearning4j; takes how the network computes
 * @param gradient dJ/dz by hand
 * @param output the output by hand, as a function of z
 * @param outputOfLoss the output by hand, as a function of the loss
 */
record OutputPairing(
    String id,
    String unit,
    String loss,
    boolean matching,
    int outputs,
    Supplier<IActivation> activation,
    LossMaker lossFunction,
    DoubleUnaryOperator gradient,
    DoubleUnaryOperator output,
    DoubleUnaryOperator outputOfLoss) {
  /** A new loss whose weights have that type. */
  interface LossMaker {
    ILossFunction make(DataType type);
  }

  private static final double RAMP = 0.2f; // ND4J keeps it in single precision
  private static final String SQUARED = "half squared error";
  private static final String CROSS_ENTROPY = "cross-entropy";

  /** All of them; matching ones before the others of their unit. */
  static List<OutputPairing> all() {
    return List.of(linear(), clipped(), sigmoid(), sigmoidSquared(), softmax(), softmaxSquared());
  }

  private static OutputPairing linear() {
    return new OutputPairing(
        "linear-squared",
        "linear",
        SQUARED,
        true,
        1,
        ActivationIdentity::new,
        type -> halfSquared(type, 1),
        z -> z - 1,
        z -> z,
        loss -> 1 - Math.sqrt(2 * loss));
  }

  /** Section 6.2.2.2 warns of it: outside of its range the gradient is 0. */
  private static OutputPairing clipped() {
    return new OutputPairing(
        "clipped-squared",
        "linear, clipped to 0..1",
        SQUARED,
        false,
        1,
        ActivationHardSigmoid::new,
        type -> halfSquared(type, 1),
        z -> Math.abs(z) < 2.5 ? RAMP * (RAMP * z - 0.5) : 0,
        z -> Math.max(0, Math.min(1, RAMP * z + 0.5)),
        loss -> 1 - Math.sqrt(2 * loss));
  }

  static OutputPairing sigmoid() {
    return new OutputPairing(
        "sigmoid-cross-entropy",
        "sigmoid",
        CROSS_ENTROPY,
        true,
        1,
        ActivationSigmoid::new,
        type -> new LossBinaryXENT(0.0),
        z -> -sigma(-z),
        OutputPairing::sigma,
        loss -> Math.exp(-loss));
  }

  static OutputPairing sigmoidSquared() {
    return new OutputPairing(
        "sigmoid-squared",
        "sigmoid",
        SQUARED,
        false,
        1,
        ActivationSigmoid::new,
        type -> halfSquared(type, 1),
        z -> -sigma(-z) * sigma(z) * sigma(-z),
        OutputPairing::sigma,
        loss -> 1 - Math.sqrt(2 * loss));
  }

  private static OutputPairing softmax() {
    return new OutputPairing(
        "softmax-cross-entropy",
        "softmax of 3",
        CROSS_ENTROPY,
        true,
        3,
        ActivationSoftmax::new,
        type -> new LossMCXENT(0.0, null),
        z -> share(z) - 1,
        OutputPairing::share,
        loss -> Math.exp(-loss));
  }

  /** J = 3/4 (1 − p)², as the other two share what the first one lacks. */
  private static OutputPairing softmaxSquared() {
    return new OutputPairing(
        "softmax-squared",
        "softmax of 3",
        SQUARED,
        false,
        3,
        ActivationSoftmax::new,
        type -> halfSquared(type, 3),
        z -> -1.5 * share(z) * (1 - share(z)) * (1 - share(z)),
        OutputPairing::share,
        loss -> 1 - Math.sqrt(loss / 0.75));
  }

  private static ILossFunction halfSquared(DataType type, int outputs) {
    return new LossL2(Nd4j.valueArrayOf(new long[] {1, outputs}, 0.5, type));
  }

  static double sigma(double z) {
    return z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z));
  }

  /** The first of softmax(z, 0, 0). */
  private static double share(double z) {
    return sigma(z - Math.log(2));
  }

  String title() {
    return unit + ", " + loss;
  }

  /** A network of this unit alone, with {@code z} as its bias and no other input than 0. */
  MultiLayerNetwork network(DataType type, double z, double rate) {
    MultiLayerNetwork network =
        Nets.build(
            1,
            type,
            new Sgd(rate),
            Nets.output(1, outputs, activation.get(), lossFunction.make(type)));
    double[] biases = new double[outputs];
    biases[0] = z;
    Nets.set(network, 0, new double[][] {new double[outputs]}, biases);
    return network;
  }

  /** The truth: the first output is 1. */
  INDArray truth(DataType type) {
    double[] truth = new double[outputs];
    truth[0] = 1;
    return Nets.matrix(type, new double[][] {truth});
  }

  /** dJ/dz by Deeplearning4j's back-propagation through such a network, in double precision. */
  double backPropagated(double z) {
    MultiLayerNetwork network = network(DataType.DOUBLE, z, 1);
    network.setInput(Nd4j.zeros(DataType.DOUBLE, 1, 1));
    network.setLabels(truth(DataType.DOUBLE));
    network.computeGradientAndScore();
    return network.gradient().getGradientFor("0_b").getDouble(0);
  }
}
