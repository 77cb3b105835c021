package org.fathom4j.trial;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.DataDescription;
import org.fathom4j.data.FeatureShape;
import org.fathom4j.data.Target;
import org.fathom4j.training.Engine;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a network costs on this machine: steps that were really taken, on the engine that will train
 * it, with random numbers in place of examples.
 *
 * @param step seconds of the fastest step
 * @param usual seconds of the median step
 * @param output seconds of a prediction, for each example
 */
public record StepCost(double step, double usual, double output) {
  private static final int STEPS = 5;
  private static final double ENOUGH_SECONDS = 0.5;

  /** Takes some steps on so many threads of the numeric libraries. */
  public static StepCost measured(PreparedTrial trial, int threads) {
    NumericThreads before = NumericThreads.now();
    NumericThreads own = NumericThreads.of(threads);
    own.apply();
    own.applyHere();
    try {
      return measured(trial);
    } finally {
      before.apply();
      before.applyHere();
    }
  }

  /** Takes some steps on as many threads as there are now. */
  public static StepCost measured(PreparedTrial trial) {
    MultiLayerNetwork network = trial.network().build(List.of());
    try (Engine engine = Engines.of(network, trial.training(), warning -> {})) {
      DataDescription data = trial.data().description();
      INDArray features = features(data, trial.batch());
      INDArray labels = labels(data.target(), trial.batch());
      engine.step(features, labels); // builds what the others use
      engine.output(features);
      double[] steps = new double[STEPS];
      int taken = 0;
      for (double sum = 0; taken < STEPS && sum < ENOUGH_SECONDS; taken++) {
        steps[taken] = seconds(() -> engine.step(features, labels));
        sum += steps[taken];
      }
      double[] sorted = Arrays.copyOf(steps, taken);
      Arrays.sort(sorted);
      double output = seconds(() -> engine.output(features)) / trial.batch();
      return new StepCost(sorted[0], sorted[taken / 2], output);
    } finally {
      network.close();
    }
  }

  /** Seconds of a whole training, its scores and its test. */
  public double training(PreparedTrial trial) {
    DataDescription data = trial.data().description();
    double scored = (double) Math.min(data.train(), data.validation()) + data.validation();
    double tested = (double) data.train() + data.test();
    return trial.steps() * step + (trial.training().epochs() * scored + tested) * output;
  }

  private static double seconds(Runnable work) {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static INDArray features(DataDescription data, int batch) {
    return data.shape() instanceof FeatureShape.Image image
        ? Nd4j.rand(batch, image.channels(), image.height(), image.width())
        : Nd4j.rand(batch, data.shape().size());
  }

  /** The first class, the number 0, a number without digits. */
  private static INDArray labels(Target target, int batch) {
    INDArray labels = Nd4j.zeros(batch, target.width());
    if (target instanceof Target.Classes) {
      labels.getColumn(0).assign(1);
    }
    return labels;
  }
}
