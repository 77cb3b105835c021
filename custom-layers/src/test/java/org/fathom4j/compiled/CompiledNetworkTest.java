package org.fathom4j.compiled;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

class CompiledNetworkTest {

  @Test
  void denseNetwork_agreesWithDl4j_over20Steps() {
    new Agreement(() -> dense(new Sgd(0.1)), 1e-4).after(20, random(64, 20), labels(64, 2));
  }

  @Test
  void convolutionNetwork_agreesWithDl4j_over20Steps() {
    new Agreement(CompiledNetworkTest::convolution, 1e-3)
        .after(20, random(16, 3, 12, 12), labels(16, 10));
  }

  private static MultiLayerNetwork dense(IUpdater updater) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(updater)
                .list()
                .layer(new DenseLayer.Builder().nOut(16).activation(Activation.RELU).build())
                .layer(new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.feedForward(20))
                .build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork convolution() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Nesterovs(0.05, 0.9))
                .activation(Activation.RELU)
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).stride(1, 1).nOut(8).build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new ConvolutionLayer.Builder(3, 3).stride(1, 1).nOut(12).build())
                .layer(new DenseLayer.Builder().nOut(16).build())
                .layer(new OutputLayer.Builder().nOut(10).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(12, 12, 3))
                .build());
    network.init();
    return network;
  }

  private static INDArray random(long... shape) {
    return Nd4j.getRandomFactory().getNewRandomInstance(11).nextGaussian(shape);
  }

  private static INDArray labels(int examples, int classes) {
    INDArray labels = Nd4j.zeros(examples, classes);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, (i * 7 + i / 3) % classes, 1);
    }
    return labels;
  }
}
