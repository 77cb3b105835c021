package org.fathom4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.Batch;
import org.fathom4j.data.Batches;
import org.fathom4j.data.Examples;
import org.fathom4j.scoring.Loss;
import org.fathom4j.scoring.Scores;
import org.fathom4j.scoring.Scoring;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossL1;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Asks a network for its predictions, dropout off, and has them scored. */
public final class Evaluator {
  private static final int MOST = 256;

  /** Batches of so few numbers are cheap in memory, and dear for each of their many calls. */
  private static final int SMALL = 1 << 16;

  private static final int MOST_OF_SMALL = 1024;

  private final Loss loss;
  private final ReusedArrays arrays = new ReusedArrays();

  private Evaluator(Loss loss) {
    this.loss = loss;
  }

  /** An evaluator that reports the loss that the network's last layer is trained with. */
  public static Evaluator of(MultiLayerNetwork network) {
    Layer last = network.getLayerWiseConfigurations().getConf(network.getnLayers() - 1).getLayer();
    ILossFunction function =
        last instanceof BaseOutputLayer output
            ? output.getLossFn()
            : last instanceof LossLayer layer ? layer.getLossFn() : new LossMSE();
    return new Evaluator(loss(function));
  }

  private static Loss loss(ILossFunction function) {
    if (function instanceof LossBinaryXENT) {
      return Loss.BINARY_CROSS_ENTROPY;
    }
    if (function instanceof LossMCXENT entropy) {
      INDArray weights = entropy.getWeights();
      return weights == null
          ? Loss.CROSS_ENTROPY
          : Loss.weighted(DoubleStream.of(weights.toDoubleVector()).boxed().toList());
    }
    return function instanceof LossL1 ? Loss.ABSOLUTE_ERROR : Loss.SQUARED_ERROR;
  }

  /** The scores on all of the examples, all of their views looked at. */
  public Scores score(Engine engine, Examples examples) {
    return predict(engine, examples).scores();
  }

  /** Batches of equal size where that can be: a network is compiled for each size. */
  private static int batch(Examples examples) {
    int size = examples.size();
    int small = Math.min(MOST_OF_SMALL, SMALL / examples.shape().size());
    int most = Math.max(MOST, small);
    int batches = Math.max(1, (size + most - 1) / most);
    return Math.max(1, (size + batches - 1) / batches);
  }

  /** The scores on the examples at one glance: their features alone. */
  Scores glance(Engine engine, Examples examples) {
    Scoring scoring = Scoring.of(examples.target(), loss);
    try (Batches batches = Batches.ordered(examples, batch(examples))) {
      for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
        scoring.add(batch, output(engine, batch));
      }
    }
    return scoring.scores();
  }

  /** The predictions for all of the examples, in order; of several views, the mean. */
  public Scoring predict(Engine engine, Examples examples) {
    Scoring scoring = Scoring.of(examples.target(), loss);
    int views = examples.views();
    List<float[]> sums = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      try (Batches batches = Batches.view(examples, batch(examples), view)) {
        int number = 0;
        for (Batch batch = batches.next(); batch != null; batch = batches.next()) {
          float[] outputs = output(engine, batch);
          if (view > 0) {
            addTo(outputs, sums.get(number));
          }
          if (view == views - 1) {
            scoring.add(batch, divided(outputs, views));
          } else if (view == 0) {
            sums.add(outputs);
          } else {
            sums.set(number, outputs);
          }
          number++;
        }
      }
    }
    return scoring;
  }

  private float[] output(Engine engine, Batch batch) {
    return BatchArrays.numbers(engine.output(arrays.features(batch)));
  }

  private static void addTo(float[] sum, float[] more) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
  }

  private static float[] divided(float[] sum, int by) {
    if (by > 1) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] /= by;
      }
    }
    return sum;
  }
}
