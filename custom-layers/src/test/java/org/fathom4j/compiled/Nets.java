package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;

/** Small networks and batches for tests. */
final class Nets {
  static final int EXAMPLES = 12;
  static final int CLASSES = 4;

  private Nets() {}

  /** Common settings: a fixed seed, ReLU, mode Same, momentum. */
  static NeuralNetConfiguration.Builder settings() {
    return settings(new Nesterovs(0.05, 0.9));
  }

  static NeuralNetConfiguration.Builder settings(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(updater)
        .activation(Activation.RELU)
        .convolutionMode(ConvolutionMode.Same);
  }

  /** These layers on images 3x9x10, then a softmax. */
  static MultiLayerNetwork images(NeuralNetConfiguration.Builder settings, Layer... layers) {
    return build(settings, InputType.convolutional(9, 10, 3), layers);
  }

  /** These layers on images 3x9x10 of either format, the last one with a loss. */
  static MultiLayerNetwork images(
      CNN2DFormat format, NeuralNetConfiguration.Builder settings, Layer... layers) {
    return network(settings, InputType.convolutional(9, 10, 3, format), List.of(layers));
  }

  /** Images with channels first in another format. */
  static INDArray as(CNN2DFormat format, INDArray images) {
    return format == CNN2DFormat.NHWC ? images.permute(0, 2, 3, 1).dup('c') : images;
  }

  /** These layers on 20 features, then a softmax. */
  static MultiLayerNetwork vectors(NeuralNetConfiguration.Builder settings, Layer... layers) {
    return build(settings, InputType.feedForward(20), layers);
  }

  /** These layers on 20 features, the last one with a loss. */
  static MultiLayerNetwork ending(NeuralNetConfiguration.Builder settings, Layer... layers) {
    return network(settings, InputType.feedForward(20), List.of(layers));
  }

  private static MultiLayerNetwork build(
      NeuralNetConfiguration.Builder settings, InputType input, Layer... layers) {
    List<Layer> all = new ArrayList<>(List.of(layers));
    all.add(new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build());
    return network(settings, input, all);
  }

  private static MultiLayerNetwork network(
      NeuralNetConfiguration.Builder settings, InputType input, List<Layer> layers) {
    NeuralNetConfiguration.ListBuilder list = settings.list();
    layers.forEach(list::layer);
    MultiLayerNetwork network =
        new MultiLayerNetwork(list.setInputType(input).validateOutputLayerConfig(false).build());
    network.init();
    return network;
  }

  static INDArray images() {
    return random(EXAMPLES, 3, 9, 10);
  }

  static INDArray vectors() {
    return random(EXAMPLES, 20);
  }

  static INDArray random(long... shape) {
    return Nd4j.getRandomFactory().getNewRandomInstance(11).nextGaussian(shape);
  }

  /** One-hot labels. */
  static INDArray labels() {
    return labels(EXAMPLES, CLASSES);
  }

  static INDArray labels(int examples, int classes) {
    INDArray labels = Nd4j.zeros(examples, classes);
    for (int i = 0; i < examples; i++) {
      labels.putScalar(i, (i * 7 + i / 3) % classes, 1);
    }
    return labels;
  }
}
