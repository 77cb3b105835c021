package example;

import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.MlflowListener;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Learns which of two numbers is larger, tracked on the server that MLFLOW_TRACKING_URI names. */
public final class TrackedTraining {
  private static final int EXAMPLES = 512;

  private TrackedTraining() {}

  public static void main(String[] args) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(0.02))
                .list()
                .layer(new DenseLayer.Builder().nIn(2).nOut(16).activation(Activation.RELU).build())
                .layer(
                    new OutputLayer.Builder()
                        .nIn(16)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();

    String server = System.getenv().getOrDefault("MLFLOW_TRACKING_URI", "http://127.0.0.1:5000");
    try (MlflowListener mlflow =
        MlflowListener.to(server)
            .experiment("larger-number")
            .parameter("examples", EXAMPLES)
            .evaluating("validation", pairs(2))
            .build()) {
      network.setListeners(mlflow);
      network.fit(pairs(1), 20);
    }
    System.out.println("accuracy " + network.evaluate(pairs(3)).accuracy());
  }

  private static DataSetIterator pairs(int seed) {
    Nd4j.getRandom().setSeed(seed);
    INDArray pairs = Nd4j.rand(EXAMPLES, 2);
    INDArray larger = Nd4j.zeros(EXAMPLES, 2);
    for (int i = 0; i < EXAMPLES; i++) {
      larger.putScalar(i, pairs.getDouble(i, 0) > pairs.getDouble(i, 1) ? 0 : 1, 1);
    }
    return new ListDataSetIterator<>(new DataSet(pairs, larger).asList(), 32);
  }
}
