package org.fathom4j.bench;

import java.util.HashSet;
import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.constraint.MaxNormConstraint;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A benchmark network as a MultiLayerNetwork: of DL4J's own layers, and of ours where DL4J has
 * none. Stock and compiled sides train the same configuration.
 */
final class Dl4jForm {
  /** Small, so that labels drawn at random drive no network to infinity. */
  static final double LEARNING_RATE = 0.01;

  static final double MOMENTUM = 0.9;

  /** Of updaters that divide by the size of the gradients. */
  static final double ADAPTIVE_RATE = 0.001;

  private static final long SEED = 1;
  private static final int MASKED_STEP = 4;

  private Dl4jForm() {}

  /** A fresh network. */
  static MultiLayerNetwork network(BenchNet net) {
    return network(net, SEED);
  }

  /** The network with this seed, initialised. */
  static MultiLayerNetwork network(BenchNet net, long seed) {
    MultiLayerConfiguration configuration = configuration(net);
    configuration.getConfs().forEach(layer -> layer.setSeed(seed));
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  /** Numbers from 0 to 1, [batch, ...]. */
  static INDArray features(BenchNet net) {
    long[] shape = new long[net.example().size() + 1];
    shape[0] = net.batch();
    for (int i = 1; i < shape.length; i++) {
      shape[i] = net.example().get(i - 1);
    }
    return Nd4j.rand('c', shape);
  }

  /** A batch to train on, with the mask of labels that the recipe asks for. */
  static DataSet batch(BenchNet net) {
    DataSet batch = new DataSet(features(net), labels(net));
    if (net.recipe().masked()) {
      INDArray mask = Nd4j.ones(net.batch(), 1);
      for (int i = 0; i < net.batch(); i += MASKED_STEP) {
        mask.putScalar(i, 0, 0);
      }
      batch.setLabelsMaskArray(mask);
    }
    return batch;
  }

  /** One-hot labels, the classes in turn, [batch, classes]. */
  static INDArray labels(BenchNet net) {
    float[][] labels = new float[net.batch()][net.classes()];
    for (int i = 0; i < labels.length; i++) {
      labels[i][i % net.classes()] = 1;
    }
    return Nd4j.create(labels);
  }

  static MultiLayerConfiguration configuration(BenchNet net) {
    NeuralNetConfiguration.ListBuilder layers = settings(net).list();
    net.blocks().forEach(block -> layers.layer(layer(block)));
    layers.layer(output(net));
    MultiLayerConfiguration configuration = layers.setInputType(input(net)).build();
    if (net.recipe().maxNorm() > 0) {
      configuration.getConfs().forEach(each -> limit(each.getLayer(), net.recipe().maxNorm()));
    }
    return configuration;
  }

  /** What holds for all layers. */
  static NeuralNetConfiguration.Builder settings(BenchNet net) {
    return new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .weightInit(WeightInit.RELU)
        .updater(updater(net.recipe()));
  }

  /** The last layer. */
  static Layer output(BenchNet net) {
    FeedForwardLayer output =
        switch (net.recipe().loss()) {
          case SOFTMAX -> output(LossFunction.MCXENT, Activation.SOFTMAX, net);
          case XENT -> output(LossFunction.XENT, Activation.SIGMOID, net);
          case MSE -> output(LossFunction.MSE, Activation.IDENTITY, net);
        };
    return withDropout(output, net.dropout());
  }

  private static FeedForwardLayer output(LossFunction loss, Activation function, BenchNet net) {
    return new OutputLayer.Builder(loss).nOut(net.classes()).activation(function).build();
  }

  /** Of dense layers: each unit's incoming weights. */
  private static void limit(Layer layer, double maxNorm) {
    MaxNormConstraint constraint = new MaxNormConstraint(maxNorm, 0);
    constraint.setParams(new HashSet<>(layer.initializer().weightKeys(layer)));
    layer.setConstraints(List.of(constraint));
  }

  private static IUpdater updater(Recipe recipe) {
    return switch (recipe.updater()) {
      case NESTEROVS -> new Nesterovs(LEARNING_RATE, MOMENTUM);
      case RMSPROP -> new RmsProp(ADAPTIVE_RATE);
      case ADAGRAD -> new AdaGrad(ADAPTIVE_RATE);
    };
  }

  /** The type of an example. */
  static InputType input(BenchNet net) {
    if (net.example().size() == 2) {
      return InputType.recurrent(net.example().get(0), net.example().get(1));
    }
    return net.example().size() == 1
        ? InputType.feedForward(net.example().get(0))
        : InputType.convolutional(net.example().get(1), net.example().get(2), net.example().get(0));
  }

  /** A block that is one layer. */
  static Layer layer(Block block) {
    if (block instanceof Block.Convolution convolution) {
      return convolution(convolution);
    }
    if (block instanceof Block.Dense dense) {
      FeedForwardLayer layer =
          dense.pieces() > 1
              ? new Maxout.Builder().nOut(dense.units()).pieces(dense.pieces()).build()
              : new DenseLayer.Builder().nOut(dense.units()).activation(Activation.RELU).build();
      return withDropout(layer, dense.dropout());
    }
    if (block instanceof Block.Normalization) {
      return new BatchNormalization.Builder().build();
    }
    if (block instanceof Block.Memory memory) {
      LSTM along = new LSTM.Builder().nOut(memory.units()).activation(Activation.TANH).build();
      return memory.last() ? new LastTimeStep(along) : along;
    }
    if (block instanceof Block.MeanOfAll) {
      return new GlobalPoolingLayer(PoolingType.AVG);
    }
    if (!(block instanceof Block.MaxPooling)) {
      throw new IllegalArgumentException(block + " is no layer, it takes a graph");
    }
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .build();
  }

  private static Layer convolution(Block.Convolution convolution) {
    if (convolution.pieces() > 1) {
      return new MaxoutConvolution.Builder(convolution.kernel())
          .convolutionMode(ConvolutionMode.Same)
          .nOut(convolution.channels())
          .pieces(convolution.pieces())
          .build();
    }
    return new ConvolutionLayer.Builder(convolution.kernel(), convolution.kernel())
        .convolutionMode(ConvolutionMode.Same)
        .nOut(convolution.channels())
        .activation(Activation.RELU)
        .build();
  }

  private static Layer withDropout(BaseLayer layer, double rate) {
    if (rate > 0) {
      layer.setIDropout(new org.deeplearning4j.nn.conf.dropout.Dropout(1 - rate));
    }
    return layer;
  }
}
