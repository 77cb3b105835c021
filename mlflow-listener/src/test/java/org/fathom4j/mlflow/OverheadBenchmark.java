package org.fathom4j.mlflow;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.FakeServer.Trouble;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.SpecifiedIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What tracking costs a training: the same network is trained by turns without and with a listener,
 * and the median of the paired ratios is printed. Arguments: pairs (20), then {@code slow} for a
 * server that takes 200 ms for an answer, {@code dead} for none, else the address of a server.
 */
final class OverheadBenchmark {
  private static final int INPUTS = 64;
  private static final int BATCH = 64;
  private static final int BATCHES = 400;
  private static final int EPOCHS = 3;

  private OverheadBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    String way = arguments.length > 1 ? arguments[1] : "";
    if (way.equals("dead")) {
      compare(pairs, "http://127.0.0.1:1");
      return;
    }
    try (FakeServer fake = new FakeServer(0)) {
      fake.trouble(way.equals("slow") ? Trouble.slow(200) : Trouble.none());
      compare(pairs, way.startsWith("http") ? way : fake.uri());
    }
  }

  private static void compare(int pairs, String uri) {
    DataSetIterator data = data();
    seconds(network(), data);
    List<Double> ratios = new ArrayList<>();
    double alone = 0;
    for (int pair = 0; pair < pairs; pair++) {
      double without;
      double with;
      if (pair % 2 == 0) {
        without = seconds(network(), data);
        with = tracked(uri, data);
      } else {
        with = tracked(uri, data);
        without = seconds(network(), data);
      }
      alone += without;
      ratios.add(with / without);
      System.out.printf(Locale.ROOT, "%.3f s, tracked %.3f s%n", without, with);
    }
    ratios.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d pairs, %.3f ms an iteration alone; tracked over alone: median %.4f, quartiles %.4f to %.4f%n",
        pairs,
        1000 * alone / pairs / EPOCHS / BATCHES,
        ratios.get(pairs / 2),
        ratios.get(pairs / 4),
        ratios.get(3 * pairs / 4));
  }

  private static double tracked(String uri, DataSetIterator data) {
    MultiLayerNetwork network = network();
    try (MlflowListener listener =
        MlflowListener.to(uri).experiment("overhead").warnings(text -> {}).build()) {
      network.setListeners(listener);
      return seconds(network, data);
    }
  }

  private static double seconds(MultiLayerNetwork network, DataSetIterator data) {
    long begun = System.nanoTime();
    network.fit(data, EPOCHS);
    return (System.nanoTime() - begun) / 1e9;
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(1e-3))
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(INPUTS)
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder()
                        .nIn(64)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static DataSetIterator data() {
    List<DataSet> batches = new ArrayList<>();
    for (int i = 0; i < BATCHES; i++) {
      batches.add(new DataSet(Nd4j.rand(BATCH, INPUTS), Nd4j.eye(10).get(rows())));
    }
    return new ExistingDataSetIterator(batches);
  }

  private static INDArrayIndex rows() {
    long[] rows = new long[BATCH];
    for (int i = 0; i < BATCH; i++) {
      rows[i] = i % 10;
    }
    return new SpecifiedIndex(rows);
  }
}
