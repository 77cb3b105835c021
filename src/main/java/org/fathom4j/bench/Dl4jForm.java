package org.fathom4j.bench;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.fathom4j.layers.convolution.MaxoutConvolution;
import org.fathom4j.layers.dense.Maxout;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A benchmark network as a MultiLayerNetwork: of DL4J's own layers, and of ours where DL4J has
 * none. Stock and compiled sides train the same configuration.
 */
final class Dl4jForm {
  /** Small, so that labels drawn at random drive no network to infinity. */
  static final double LEARNING_RATE = 0.01;

  static final double MOMENTUM = 0.9;
  private static final long SEED = 1;

  private Dl4jForm() {}

  /** A fresh network. */
  static MultiLayerNetwork network(BenchNet net) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration(net));
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

  /** One-hot labels, the classes in turn, [batch, classes]. */
  static INDArray labels(BenchNet net) {
    float[][] labels = new float[net.batch()][net.classes()];
    for (int i = 0; i < labels.length; i++) {
      labels[i][i % net.classes()] = 1;
    }
    return Nd4j.create(labels);
  }

  static MultiLayerConfiguration configuration(BenchNet net) {
    NeuralNetConfiguration.ListBuilder layers =
        new NeuralNetConfiguration.Builder()
            .seed(SEED)
            .weightInit(WeightInit.RELU)
            .updater(new Nesterovs(LEARNING_RATE, MOMENTUM))
            .list();
    net.blocks().forEach(block -> layers.layer(layer(block)));
    FeedForwardLayer output =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(net.classes())
            .activation(Activation.SOFTMAX)
            .build();
    layers.layer(withDropout(output, net.dropout()));
    return layers.setInputType(input(net)).build();
  }

  private static InputType input(BenchNet net) {
    return net.example().size() == 1
        ? InputType.feedForward(net.example().get(0))
        : InputType.convolutional(net.example().get(1), net.example().get(2), net.example().get(0));
  }

  private static Layer layer(Block block) {
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
