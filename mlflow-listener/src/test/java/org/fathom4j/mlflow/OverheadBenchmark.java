package org.fathom4j.mlflow;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.FakeServer.Trouble;
import org.fathom4j.mlflow.client.Patience;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.SpecifiedIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What tracking costs a training. By turns the same network is trained without and with a listener,
 * and the median of the pairs' ratios is printed, of their seconds and of this program's processor
 * time. What a busy machine blurs is also measured by itself: the share of the training that is
 * spent within the listener, and the processor time of the threads that send. The server is another
 * program that gives way to this one, for what it takes from two cores is no cost of the listener.
 *
 * <p>Arguments: pairs (12), seconds of a training (8), then {@code slow} for a server that takes 5
 * s for an answer, {@code dead} for none, or the address of a server. With {@code
 * OMP_NUM_THREADS=1} the numbers are steadiest: two threads that wait for each other lose more to
 * any third one.
 */
final class OverheadBenchmark {
  private static final int INPUTS = 64;
  private static final int BATCH = 64;
  private static final int BATCHES = 400;
  private static final int SLOW_MILLIS = 5000;

  /** As usual, but for the end, which is not measured. */
  private static final Patience HURRIED =
      new Patience(
          Patience.USUAL.call(),
          Duration.ofSeconds(2),
          Patience.USUAL.firstPause(),
          Patience.USUAL.longestPause(),
          Patience.USUAL.busyTries(),
          Patience.USUAL.updates());

  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private OverheadBenchmark() {}

  public static void main(String[] arguments) throws IOException {
    int pairs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 12;
    int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 8;
    String way = arguments.length > 2 ? arguments[2] : "fine";
    switch (way) {
      case "serve" -> serve(seconds);
      case "no" -> compare(pairs, seconds, way, "");
      case "dead" -> compare(pairs, seconds, way, "http://127.0.0.1:1");
      case "fine", "slow" -> {
        Process server = server(way.equals("slow") ? SLOW_MILLIS : 0);
        try (BufferedReader says = server.inputReader(StandardCharsets.UTF_8)) {
          compare(pairs, seconds, way, says.readLine());
        } finally {
          server.destroyForcibly();
        }
      }
      default -> compare(pairs, seconds, way, way);
    }
  }

  private static Process server(int delayMillis) throws IOException {
    List<String> command =
        List.of(
            "nice",
            "-n",
            "19",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            OverheadBenchmark.class.getName(),
            "0",
            Integer.toString(delayMillis),
            "serve");
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Until the program that reads its address ends. */
  private static void serve(int delayMillis) throws IOException {
    try (FakeServer fake = new FakeServer(0)) {
      fake.trouble(delayMillis > 0 ? Trouble.slow(delayMillis) : Trouble.none());
      System.out.println(fake.uri());
      System.in.readAllBytes();
    }
  }

  private static void compare(int pairs, int seconds, String way, String uri) {
    DataSetIterator data = data();
    Cost.of(() -> network().fit(data, 3));
    double epoch = Cost.of(() -> network().fit(data, 3)).seconds() / 3;
    int epochs = Math.max(1, (int) Math.round(seconds / epoch));
    new Tracked(uri).train(data, epochs);
    List<Cost> alone = new ArrayList<>();
    List<Cost> tracked = new ArrayList<>();
    List<Tracked> inside = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      for (int turn = 0; turn < 2; turn++) {
        if (turn == pair % 2) {
          alone.add(Cost.of(fitting(data, epochs)));
        } else {
          Tracked with = new Tracked(uri);
          tracked.add(with.train(data, epochs));
          inside.add(with);
        }
      }
    }
    double all = tracked.stream().mapToDouble(Cost::seconds).sum();
    System.out.printf(
        Locale.ROOT,
        "%s server, %d pairs of %d iterations of %.2f ms: tracked over alone %s, of processor time"
            + " %s; within the listener %.2f%% of the training, sending %.2f%% of a core%n",
        way,
        pairs,
        epochs * BATCHES,
        1000 * alone.stream().mapToDouble(Cost::seconds).sum() / pairs / epochs / BATCHES,
        ratio(tracked, alone, Cost::seconds),
        ratio(tracked, alone, Cost::processor),
        100 * inside.stream().mapToLong(each -> each.within).sum() / 1e9 / all,
        100 * inside.stream().mapToLong(each -> each.sending).sum() / 1e9 / all);
  }

  private static String ratio(List<Cost> tracked, List<Cost> alone, ToDoubleFunction<Cost> of) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < alone.size(); i++) {
      ratios.add(of.applyAsDouble(tracked.get(i)) / of.applyAsDouble(alone.get(i)));
    }
    ratios.sort(null);
    int pairs = ratios.size();
    return String.format(
        Locale.ROOT,
        "%.4f (quartiles %.4f to %.4f)",
        (ratios.get((pairs - 1) / 2) + ratios.get(pairs / 2)) / 2,
        ratios.get(pairs / 4),
        ratios.get(3 * pairs / 4));
  }

  private static Runnable fitting(DataSetIterator data, int epochs) {
    MultiLayerNetwork network = network();
    return () -> network.fit(data, epochs);
  }

  /** Of a training: seconds by the clock, and of the processors, for this whole program. */
  private record Cost(double seconds, double processor) {
    static Cost of(Runnable training) {
      System.gc();
      long processor = SYSTEM.getProcessCpuTime();
      long begun = System.nanoTime();
      training.run();
      return new Cost(
          (System.nanoTime() - begun) / 1e9, (SYSTEM.getProcessCpuTime() - processor) / 1e9);
    }
  }

  /** A tracked training, and where its time went. */
  private static final class Tracked extends BaseTrainingListener {
    private final @Nullable MlflowListener listener;
    private long within;
    private long sending;

    Tracked(String uri) {
      listener =
          uri.isEmpty()
              ? null
              : MlflowListener.to(uri)
                  .experiment("overhead")
                  .warnings(text -> {})
                  .patience(HURRIED)
                  .build();
    }

    /** What is sent at the end is not in it: the training is over then. */
    Cost train(DataSetIterator data, int epochs) {
      MultiLayerNetwork network = network();
      network.setListeners(this);
      Cost cost = Cost.of(() -> network.fit(data, epochs));
      sending = senders();
      if (listener != null) {
        listener.finished();
      }
      return cost;
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

    private void timed(Consumer<MlflowListener> event) {
      if (listener != null) {
        long begun = System.nanoTime();
        event.accept(listener);
        within += System.nanoTime() - begun;
      }
    }

    @Override
    public void onEpochStart(Model model) {
      timed(to -> to.onEpochStart(model));
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      timed(to -> to.iterationDone(model, iteration, epoch));
    }

    @Override
    public void onEpochEnd(Model model) {
      timed(to -> to.onEpochEnd(model));
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
