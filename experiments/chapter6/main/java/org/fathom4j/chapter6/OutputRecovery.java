package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.fathom4j.report.chart.Point;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * How an output unit finds back from being confidently wrong, by gradient descent with rate 1.
 *
 * @param pairing the unit and its loss
 * @param steps until its output was at least 1/2; empty where it never was
 * @param path output by step, closer together at the beginning
 */
record OutputRecovery(OutputPairing pairing, OptionalInt steps, List<Point> path) {
  private static final double DENSITY = 1.08;
  private static final double RISE = 1.15;

  OutputRecovery {
    path = List.copyOf(path);
  }

  /** Trains a network of the unit alone, at most {@code most} steps. */
  static OutputRecovery train(
      OutputPairing pairing, double start, int most, BooleanSupplier stopped) {
    MultiLayerNetwork network = pairing.network(DataType.FLOAT, start, 1);
    INDArray input = Nd4j.zeros(DataType.FLOAT, 1, 1);
    INDArray truth = pairing.truth(DataType.FLOAT);
    List<Point> path = new ArrayList<>();
    double next = 1;
    double last = 1;
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      for (int step = 0; step <= most && !stopped.getAsBoolean(); step++) {
        double loss = fast.fit(input, truth); // before this step's update
        double output = pairing.outputOfLoss().applyAsDouble(loss);
        boolean recovered = output >= 0.5 - 1e-6;
        boolean shown = step >= next || output > RISE * last || recovered;
        if (step > 0 && shown) { // a logarithmic axis has no 0
          path.add(new Point(step, output));
          next = step * DENSITY;
          last = output;
        }
        if (recovered) {
          return new OutputRecovery(pairing, OptionalInt.of(step), path);
        }
      }
    }
    return new OutputRecovery(pairing, OptionalInt.empty(), path);
  }

  /** The same by hand, in double precision. */
  static OptionalInt byHand(OutputPairing pairing, double start, int most) {
    double z = start;
    double others = 0; // the other logits of a softmax share the opposite of its gradient
    for (int step = 0; step <= most; step++) {
      double ahead = z - others;
      if (pairing.output().applyAsDouble(ahead) >= 0.5 - 1e-6) {
        return OptionalInt.of(step);
      }
      double gradient = pairing.gradient().applyAsDouble(ahead);
      z -= gradient;
      others += pairing.outputs() == 1 ? 0 : gradient / (pairing.outputs() - 1);
    }
    return OptionalInt.empty();
  }
}
