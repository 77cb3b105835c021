package org.fathom4j.training;

import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Scores examples with dropout off: the training's own loss, and the share that is right. */
public final class Evaluator {
  private static final int BATCH = 256;
  private static final double TINY = 1e-10;

  private final LossKind loss;

  /** An evaluator that reports this loss. */
  public Evaluator(LossKind loss) {
    this.loss = loss;
  }

  /** Losses as they are reported. */
  public enum LossKind {
    /** {@code -log p} of the right class. */
    CROSS_ENTROPY,
    /** {@code -log p} of every right yes or no, summed. */
    BINARY_CROSS_ENTROPY,
    /** Mean squared error over the outputs. */
    SQUARED_ERROR,
    /** Mean absolute error over the outputs. */
    ABSOLUTE_ERROR
  }

  /** An evaluator that reports the loss that the network's last layer is trained with. */
  public static Evaluator of(MultiLayerNetwork network) {
    Layer last = network.getLayerWiseConfigurations().getConf(network.getnLayers() - 1).getLayer();
    ILossFunction function =
        last instanceof BaseOutputLayer output
            ? output.getLossFn()
            : last instanceof LossLayer layer ? layer.getLossFn() : new LossMSE();
    if (function instanceof LossBinaryXENT) {
      return new Evaluator(LossKind.BINARY_CROSS_ENTROPY);
    }
    if (function instanceof LossMCXENT) {
      return new Evaluator(LossKind.CROSS_ENTROPY);
    }
    return new Evaluator(
        function instanceof LossL1 ? LossKind.ABSOLUTE_ERROR : LossKind.SQUARED_ERROR);
  }

  /** The score on all of the examples, in order. */
  public Score score(Engine engine, Examples examples) {
    double lossSum = 0;
    long right = 0;
    int scored = 0;
    try (Batches batches = Batches.ordered(examples, BATCH)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        INDArray outputs = engine.output(BatchArrays.features(batch));
        float[] predicted = outputs.dup('c').data().asFloat();
        int width = predicted.length / batch.size();
        for (int i = 0; i < batch.size(); i++) {
          lossSum += lossOf(predicted, i * width, width, batch, i);
          if (right(predicted, i * width, width, batch, i)) {
            right++;
          }
        }
        scored += batch.size();
      }
    }
    boolean classified = !(examples.target() instanceof Target.Numbers);
    double accuracy = classified ? right / (double) scored : Double.NaN;
    return new Score(lossSum / scored, accuracy, scored);
  }

  private double lossOf(float[] predicted, int from, int width, Batch batch, int row) {
    float[] labels = batch.labels();
    int label = row * batch.target().width();
    double sum = 0;
    for (int j = 0; j < width; j++) {
      double y = labels[label + j];
      double p = predicted[from + j];
      sum +=
          switch (loss) {
            case CROSS_ENTROPY -> y == 0 ? 0 : -y * Math.log(Math.max(p, TINY));
            case BINARY_CROSS_ENTROPY ->
                -y * Math.log(Math.max(p, TINY)) - (1 - y) * Math.log(Math.max(1 - p, TINY));
            case SQUARED_ERROR -> (p - y) * (p - y) / width;
            case ABSOLUTE_ERROR -> Math.abs(p - y) / width;
          };
    }
    return sum;
  }

  private boolean right(float[] predicted, int from, int width, Batch batch, int row) {
    int label = row * batch.target().width();
    return argmax(predicted, from, width) == argmax(batch.labels(), label, width);
  }

  static int argmax(float[] values, int from, int width) {
    int best = 0;
    for (int j = 1; j < width; j++) {
      if (values[from + j] > values[from + best]) {
        best = j;
      }
    }
    return best;
  }
}
