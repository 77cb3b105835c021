package org.fathom4j.chapter6;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/** Small dense networks of Deeplearning4j, and the arrays that go through them. */
final class Nets {
  private Nets() {}

  /** An initialised network: random weights by {@code seed}, biases 0. */
  static MultiLayerNetwork build(long seed, DataType type, IUpdater updater, Layer... layers) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .dataType(type)
                .updater(updater)
                .list(layers)
                .build());
    network.init();
    return network;
  }

  /** A hidden layer; weights start normal with variance 2 / inputs (He et al. 2015). */
  static DenseLayer dense(int inputs, int units, Activation activation) {
    return new DenseLayer.Builder()
        .nIn(inputs)
        .nOut(units)
        .activation(activation)
        .weightInit(WeightInit.RELU)
        .build();
  }

  /** The last layer with its loss; weights start normal with variance 1 / inputs. */
  static OutputLayer output(int inputs, int outputs, IActivation activation, ILossFunction loss) {
    return new OutputLayer.Builder(loss)
        .nIn(inputs)
        .nOut(outputs)
        .activation(activation)
        .weightInit(WeightInit.LECUN_NORMAL)
        .build();
  }

  /** Sets a layer's weights, {@code [inputs][units]}, and its biases. */
  static void set(MultiLayerNetwork network, int layer, double[][] weights, double... biases) {
    DataType type = network.params().dataType();
    network.setParam(layer + "_W", matrix(type, weights));
    network.setParam(layer + "_b", matrix(type, new double[][] {biases}));
  }

  /** A layer's weights, {@code [inputs][units]}. */
  static double[][] weights(MultiLayerNetwork network, int layer) {
    return network.getParam(layer + "_W").castTo(DataType.DOUBLE).toDoubleMatrix();
  }

  /** A layer's biases. */
  static double[] biases(MultiLayerNetwork network, int layer) {
    return network.getParam(layer + "_b").castTo(DataType.DOUBLE).reshape(-1).toDoubleVector();
  }

  /** The rows as an array. */
  static INDArray matrix(DataType type, double[][] rows) {
    return Nd4j.createFromArray(rows).castTo(type);
  }

  /** The values as an array of one column. */
  static INDArray column(DataType type, double... values) {
    return Nd4j.createFromArray(values).castTo(type).reshape(values.length, 1);
  }
}
