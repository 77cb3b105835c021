package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.compiled.CompiledNetwork;
import org.fathom4j.report.chart.Point;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.schedule.ExponentialSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** A network with one input and one linear output that is fitted to points. */
record CurveFit(MultiLayerNetwork network) {
  private static final int UNITS = 32;
  private static final int BATCH = 250;
  private static final double RATE = 0.03;
  private static final double LAST_RATE = 1e-4;

  /** Trains one hidden layer of 32 tanh units, with a rate that falls from 0.03 to 0.0001. */
  static CurveFit train(
      List<Point> points, ILossFunction loss, int epochs, long seed, BooleanSupplier stopped) {
    List<DataSet> batches = new ArrayList<>();
    for (int first = 0; first < points.size(); first += BATCH) {
      List<Point> part = points.subList(first, Math.min(first + BATCH, points.size()));
      INDArray targets = Nets.column(DataType.FLOAT, part.stream().mapToDouble(Point::y).toArray());
      batches.add(new DataSet(inputs(part.stream().mapToDouble(Point::x).toArray()), targets));
    }
    double decay = Math.pow(LAST_RATE / RATE, 1.0 / (epochs * batches.size()));
    MultiLayerNetwork network =
        Nets.build(
            seed,
            DataType.FLOAT,
            new Adam(new ExponentialSchedule(ScheduleType.ITERATION, RATE, decay)),
            Nets.dense(1, UNITS, Activation.TANH),
            Nets.output(UNITS, 1, new ActivationIdentity(), loss));
    try (CompiledNetwork fast = CompiledNetwork.compile(network)) {
      for (int epoch = 0; epoch < epochs && !stopped.getAsBoolean(); epoch++) {
        batches.forEach(fast::fit);
      }
    }
    return new CurveFit(network);
  }

  /** From 0..1 to −2..2, where tanh units bend. */
  private static INDArray inputs(double... x) {
    double[] spread = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      spread[i] = 4 * x[i] - 2;
    }
    return Nets.column(DataType.FLOAT, spread);
  }

  double[] outputs(double... x) {
    return network.output(inputs(x)).castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
  }
}
