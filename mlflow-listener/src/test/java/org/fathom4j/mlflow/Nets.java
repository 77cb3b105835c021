package org.fathom4j.mlflow;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Small networks, and what they learn: which of two numbers is larger. */
final class Nets {
  static final int EXAMPLES = 96;
  static final int BATCH = 32;

  private Nets() {}

  static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(builder().list().layer(hidden()).layer(output()).build());
    network.init();
    return network;
  }

  static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("numbers")
                .addLayer("hidden", hidden(), "numbers")
                .addLayer("larger", output(), "hidden")
                .setOutputs("larger")
                .build());
    graph.init();
    return graph;
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder().seed(7).updater(new Adam(0.05)).l2(1e-4);
  }

  private static DenseLayer hidden() {
    return new DenseLayer.Builder().nIn(2).nOut(8).activation(Activation.TANH).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder().nIn(8).nOut(2).activation(Activation.SOFTMAX).build();
  }

  static DataSet data() {
    Nd4j.getRandom().setSeed(5);
    INDArray numbers = Nd4j.rand(EXAMPLES, 2);
    INDArray classes = Nd4j.zeros(EXAMPLES, 2);
    for (int i = 0; i < EXAMPLES; i++) {
      classes.putScalar(i, numbers.getDouble(i, 0) > numbers.getDouble(i, 1) ? 0 : 1, 1);
    }
    return new DataSet(numbers, classes);
  }

  static DataSetIterator batches() {
    return new ListDataSetIterator<>(data().asList(), BATCH);
  }
}
