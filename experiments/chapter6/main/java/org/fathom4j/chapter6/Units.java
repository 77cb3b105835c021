package org.fathom4j.chapter6;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.chapter6.Perceptron.Example;
import org.fathom4j.compiled.CompiledNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Units with a slope, trained by gradient descent on a perceptron's examples. */
final class Units {
  private Units() {}

  /**
   * What a network says of the examples after training.
   *
   * @param loss at its last step
   * @param outputs of each example
   * @param right how many are on their side of one half
   */
  @SuppressWarnings("ArrayRecordComponent") // Read at once, compared by nobody.
  record Outcome(double loss, double[] outputs, int right) {}

  /** One sigmoid unit with cross-entropy. */
  static Outcome sigmoid(List<Example> examples, double scale, long seed, int steps) {
    return train(
        examples,
        scale,
        steps,
        seed,
        Nets.output(2, 1, new ActivationSigmoid(), new LossBinaryXENT()));
  }

  /** One rectifier with squared error. */
  static Outcome rectifier(List<Example> examples, double scale, long seed, int steps) {
    return train(
        examples, scale, steps, seed, Nets.output(2, 1, new ActivationReLU(), new LossMSE()));
  }

  /** Eight rectifiers below one sigmoid unit. */
  static Outcome layer(List<Example> examples, double scale, long seed, int steps) {
    return train(
        examples,
        scale,
        steps,
        seed,
        Nets.dense(2, 8, Activation.RELU),
        Nets.output(8, 1, new ActivationSigmoid(), new LossBinaryXENT()));
  }

  private static Outcome train(
      List<Example> examples, double scale, int steps, long seed, Layer... layers) {
    INDArray x =
        Nets.matrix(
            DataType.FLOAT,
            examples.stream()
                .map(
                    e ->
                        new double[] {
                          e.input().get(0).doubleValue() / scale,
                          e.input().get(1).doubleValue() / scale
                        })
                .toArray(double[][]::new));
    double[] targets = examples.stream().mapToDouble(e -> e.label() > 0 ? 1 : 0).toArray();
    INDArray y = Nets.column(DataType.FLOAT, targets);
    MultiLayerNetwork network = Nets.build(seed, DataType.FLOAT, new Adam(0.02), layers);
    double loss = 0;
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      for (int step = 0; step < steps; step++) {
        loss = fast.fit(x, y);
      }
    }
    double[] outputs = network.output(x).castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
    int right = 0;
    for (int i = 0; i < outputs.length; i++) {
      right += (outputs[i] > 0.5) == (targets[i] > 0.5) ? 1 : 0;
    }
    return new Outcome(loss, outputs, right);
  }

  /** Output of Deeplearning4j's activation at {@code z}. */
  static double output(IActivation activation, double z) {
    return activation.getActivation(Nets.column(DataType.DOUBLE, z), false).getDouble(0);
  }

  /** Its slope at {@code z}, by its own back-propagation. */
  static double slope(IActivation activation, double z) {
    INDArray one = Nets.column(DataType.DOUBLE, 1);
    return activation.backprop(Nets.column(DataType.DOUBLE, z), one).getFirst().getDouble(0);
  }
}
