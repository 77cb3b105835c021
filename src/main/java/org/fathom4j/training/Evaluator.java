package org.fathom4j.training;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.Examples;
import org.fathom4j.data.Target;
import org.fathom4j.layers.output.Sequence;
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
    DoubleAdder losses = new DoubleAdder();
    long right = 0;
    int scored = 0;
    try (Batches batches = Batches.ordered(examples, BATCH)) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        INDArray outputs = engine.output(BatchArrays.features(batch));
        if (batch.target() instanceof Target.Sequence target) {
          right += addSequences(new SequenceScore(target), outputs, batch, losses);
        } else {
          right += addRows(outputs, batch, losses);
        }
        scored += batch.size();
      }
    }
    boolean classified = !(examples.target() instanceof Target.Numbers);
    double accuracy = classified ? right / (double) scored : Double.NaN;
    return new Score(losses.sum() / scored, accuracy, scored);
  }

  /** Adds the losses of a batch of whole numbers; how many were read right. */
  private static int addSequences(
      SequenceScore score, INDArray outputs, Batch batch, DoubleAdder losses) {
    float[] predicted = numbers(outputs);
    int width = predicted.length / batch.size();
    List<Sequence> read = score.read(outputs);
    int right = 0;
    for (int i = 0; i < batch.size(); i++) {
      int label = i * batch.target().width();
      losses.add(score.loss(predicted, i * width, batch.labels(), label));
      right += score.right(read.get(i), batch.labels(), label) ? 1 : 0;
    }
    return right;
  }

  /** Adds the losses of a batch; how many examples have their largest output at their label. */
  private int addRows(INDArray outputs, Batch batch, DoubleAdder losses) {
    float[] predicted = numbers(outputs);
    int width = predicted.length / batch.size();
    int right = 0;
    for (int i = 0; i < batch.size(); i++) {
      losses.add(lossOf(predicted, i * width, width, batch, i));
      boolean same =
          argmax(predicted, i * width, width)
              == argmax(batch.labels(), i * batch.target().width(), width);
      right += same ? 1 : 0;
    }
    return right;
  }

  private static float[] numbers(INDArray outputs) {
    return outputs.dup('c').data().asFloat();
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
