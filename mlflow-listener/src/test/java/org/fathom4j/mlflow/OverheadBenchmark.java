package org.fathom4j.mlflow;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
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
 * What tracking costs a training. By turns the same network is trained without and with a listener,
 * and the median ratio of their seconds is printed. A busy machine blurs that, so what is added is
 * also measured by itself: the share of the training that is spent within the listener, and the
 * processor time of the threads that send. Arguments: pairs (20), then {@code slow} for a server
 * that takes 200 ms for an answer, {@code dead} for none, else the address of a server.
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
    alone(data);
    new Tracked(uri).train(data);
    List<Double> ratios = new ArrayList<>();
    double alone = 0;
    double within = 0;
    double sending = 0;
    double tracked = 0;
    for (int pair = 0; pair < pairs; pair++) {
      Tracked with = new Tracked(uri);
      double before = pair % 2 == 0 ? with.train(data) : 0;
      double without = alone(data);
      double seconds = pair % 2 == 0 ? before : with.train(data);
      alone += without;
      tracked += seconds;
      within += with.within / 1e9;
      sending += with.sending / 1e9;
      ratios.add(seconds / without);
    }
    ratios.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d pairs, %.2f ms an iteration alone; tracked over alone %.3f (quartiles %.3f to %.3f);"
            + " within the listener %.2f%% of the training, sending %.2f%% of a core%n",
        pairs,
        1000 * alone / pairs / EPOCHS / BATCHES,
        ratios.get(pairs / 2),
        ratios.get(pairs / 4),
        ratios.get(3 * pairs / 4),
        100 * within / tracked,
        100 * sending / tracked);
  }

  private static double alone(DataSetIterator data) {
    return seconds(network(), data);
  }

  private static double seconds(MultiLayerNetwork network, DataSetIterator data) {
    long begun = System.nanoTime();
    network.fit(data, EPOCHS);
    return (System.nanoTime() - begun) / 1e9;
  }

  /** A tracked training, and where its time went. */
  private static final class Tracked extends BaseTrainingListener {
    private final MlflowListener listener;
    private long within;
    private long sending;

    Tracked(String uri) {
      listener = MlflowListener.to(uri).experiment("overhead").warnings(text -> {}).build();
    }

    /** What is sent at the end is not in it: the training is over then. */
    double train(DataSetIterator data) {
      MultiLayerNetwork network = network();
      network.setListeners(this);
      double seconds = seconds(network, data);
      sending = senders();
      listener.close();
      return seconds;
    }

    private static long senders() {
      ThreadMXBean threads = ManagementFactory.getThreadMXBean();
      long sum = 0;
      for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (thread != null && thread.getThreadName().startsWith("mlflow")) {
          sum += threads.getThreadCpuTime(thread.getThreadId());
        }
      }
      return sum;
    }

    private void timed(Runnable event) {
      long begun = System.nanoTime();
      event.run();
      within += System.nanoTime() - begun;
    }

    @Override
    public void onEpochStart(Model model) {
      timed(() -> listener.onEpochStart(model));
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      timed(() -> listener.iterationDone(model, iteration, epoch));
    }

    @Override
    public void onEpochEnd(Model model) {
      timed(() -> listener.onEpochEnd(model));
    }
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
