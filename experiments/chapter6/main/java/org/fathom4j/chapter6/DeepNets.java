package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.config.ClassWeights;
import org.fathom4j.config.OptimizerSpec;
import org.fathom4j.config.ScheduleSpec;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.study.StudyContext;
import org.fathom4j.training.Checkpoint;
import org.fathom4j.training.CompiledEngine;
import org.fathom4j.training.Engine;
import org.fathom4j.training.TrainingListener;
import org.fathom4j.training.TrainingLoop;
import org.fathom4j.training.TrainingOutcome;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/** Networks of several hidden layers of rectifiers, and their training by the framework's loop. */
final class DeepNets {
  private static final int BATCH = 50;

  private DeepNets() {}

  /**
   * What a network is like.
   *
   * @param depth hidden layers
   * @param width units of each
   * @param bias start of the biases
   */
  record Form(int inputs, int depth, int width, int classes, WeightStart start, double bias) {
    /** The form of networks for these examples. */
    static Form of(DataSplit data, int depth, int width, WeightStart start, double bias) {
      return new Form(
          data.train().shape().size(), depth, width, data.train().target().width(), start, bias);
    }
  }

  /** An initialised network, softmax above the hidden layers. */
  static MultiLayerNetwork build(Form form, long seed, double rate) {
    NeuralNetConfiguration.ListBuilder list =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .dataType(DataType.FLOAT)
            .updater(new Sgd(rate))
            .list();
    for (int layer = 0; layer < form.depth(); layer++) {
      int inputs = layer == 0 ? form.inputs() : form.width();
      list.layer(
          started(new DenseLayer.Builder().activation(Activation.RELU), form, inputs, form.width())
              .build());
    }
    list.layer(
        started(
                new OutputLayer.Builder(new LossMCXENT()).activation(Activation.SOFTMAX),
                form,
                form.width(),
                form.classes())
            .build());
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  private static <B extends FeedForwardLayer.Builder<B>> B started(
      B builder, Form form, int inputs, int outputs) {
    return builder
        .nIn(inputs)
        .nOut(outputs)
        .biasInit(form.bias())
        .weightInit(form.start().distribution(inputs));
  }

  /** Trains with the loop that trains every sweep: its end is the framework's own. */
  static TrainingOutcome train(
      MultiLayerNetwork network, DataSplit data, int epochs, double rate, StudyContext context) {
    TrainingSpec spec =
        new TrainingSpec(
            epochs,
            BATCH,
            new OptimizerSpec.Sgd(rate),
            new ScheduleSpec.Constant(),
            0,
            0,
            0,
            0,
            new TrainingSpec.InitSpec("normal", 1),
            0,
            OptionalInt.empty(),
            ClassWeights.NONE,
            TrainingSpec.Engine.COMPILED,
            TrainingSpec.Precision.FLOAT);
    TrainingLoop loop =
        new TrainingLoop(
            spec,
            data,
            new TrainingLoop.Choice(Metric.VALIDATION_LOSS, false),
            new Quiet(),
            context.stopped());
    try (Engine engine = new CompiledEngine(network)) {
      return loop.run(network, engine, 1);
    }
  }

  /** Mean square of each hidden layer's activations for these inputs. */
  static double[] meanSquares(MultiLayerNetwork network, INDArray inputs) {
    List<INDArray> layers = network.feedForward(inputs, false);
    return IntStream.range(1, layers.size() - 1)
        .mapToDouble(
            i -> {
              INDArray values = layers.get(i).castTo(DataType.DOUBLE);
              return values.mul(values).meanNumber().doubleValue();
            })
        .toArray();
  }

  /** By hidden layer, how many of its units differ in at least one bit of a weight or the bias. */
  static List<Integer> differentUnits(MultiLayerNetwork network) {
    List<Integer> counts = new ArrayList<>();
    for (int layer = 0; layer < network.getnLayers() - 1; layer++) {
      INDArray weights = network.getParam(layer + "_W");
      float[] biases = network.getParam(layer + "_b").dup('c').data().asFloat();
      long different =
          IntStream.range(0, biases.length)
              .mapToObj(unit -> bits(weights.getColumn(unit), biases[unit]))
              .distinct()
              .count();
      counts.add((int) different);
    }
    return counts;
  }

  private static List<Integer> bits(INDArray column, float bias) {
    List<Integer> bits = new ArrayList<>();
    for (float weight : column.dup('c').data().asFloat()) {
      bits.add(Float.floatToRawIntBits(weight));
    }
    bits.add(Float.floatToRawIntBits(bias));
    return bits;
  }

  private static final class Quiet implements TrainingListener {
    @Override
    public void stepEnded(Progress progress) {
      // Each training takes a fraction of a second.
    }

    @Override
    public void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint) {
      // As above.
    }
  }
}
