package org.fathom4j.mlflow;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.deeplearning4j.datasets.iterator.ExistingDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.TroubleProxy;
import org.fathom4j.mlflow.client.TroubleProxy.Fault;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.SpecifiedIndex;
import org.nd4j.linalg.learning.config.Adam;

/**
 * What tracking costs a training. Two networks that are alike are trained side by side, one epoch
 * of the one and one of the other by turns in changing order, for a machine's speed changes within
 * seconds by more than what is looked for. The median and the quartiles are printed of all such
 * pairs: seconds of the tracked over those of the one alone. What the sender does on another core
 * is in the epochs of both, and told apart: the processor time of its threads; so is the share of
 * the training that is spent within the listener. The server is another program that gives way to
 * this one, for what it takes from two cores is no cost of the listener.
 *
 * <p>Arguments: seconds (120), then any of {@code fine}; {@code dead} for no server; {@code slow},
 * {@code too_many}, {@code error}, {@code bad_request}, {@code reset}, {@code lost_answer} and
 * {@code half_answer} for one that has that trouble with every second request ({@link Fault});
 * {@code killed} for one that is gone three seconds of every six; {@code no} for a listener that
 * does nothing, which shows how far the ratio strays by itself; or the address of a server. With
 * {@code OMP_NUM_THREADS=1} the numbers are steadiest: two threads that wait for each other lose
 * more to any third one.
 */
final class OverheadBenchmark {
  private static final int INPUTS = 64;
  private static final int BATCH = 64;
  private static final int BATCHES = 400;
  private static final long GONE_MILLIS = 3000;
  private static final String SERVE = "serve";

  /** As usual, but for the end, which is not measured. */
  private static final Patience HURRIED =
      new Patience(
          Patience.USUAL.call(),
          Duration.ofSeconds(2),
          Patience.USUAL.firstPause(),
          Patience.USUAL.longestPause(),
          Patience.USUAL.busyTries(),
          Patience.USUAL.updates());

  private OverheadBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 120;
    List<String> ways =
        Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
    if (ways.contains(SERVE)) {
      serve(ways.get(1));
      return;
    }
    for (String way : ways.isEmpty() ? List.of("fine") : ways) {
      switch (way) {
        case "no" -> compare(seconds, way, "");
        case "dead" -> compare(seconds, way, "http://127.0.0.1:1");
        default -> {
          if (way.contains("://")) {
            compare(seconds, way, way);
          } else {
            compare(seconds, way);
          }
        }
      }
    }
  }

  private static void compare(int seconds, String way) throws IOException {
    Process server = server(way);
    try (BufferedReader says = server.inputReader(StandardCharsets.UTF_8)) {
      compare(seconds, way, says.readLine());
    } finally {
      server.destroyForcibly();
    }
  }

  private static Process server(String way) throws IOException {
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
            SERVE,
            way);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Until the program that reads its address ends. */
  private static void serve(String way) throws Exception {
    try (FakeServer fake = new FakeServer(0);
        TroubleProxy proxy = new TroubleProxy(fake.port())) {
      System.out.println(way.equals("fine") ? fake.uri() : proxy.uri());
      if (way.equals("killed")) {
        while (System.in.available() == 0) {
          Thread.sleep(GONE_MILLIS);
          proxy.refuse();
          Thread.sleep(GONE_MILLIS);
          proxy.accept();
        }
      } else if (!way.equals("fine")) {
        Fault fault = Fault.valueOf(way.toUpperCase(Locale.ROOT));
        proxy.plan((number, request) -> number % 2 == 0 ? fault : Fault.NONE);
      }
      System.in.readAllBytes();
    }
  }

  private static void compare(int seconds, String way, String uri) {
    DataSetIterator data = data();
    MultiLayerNetwork alone = network();
    MultiLayerNetwork tracked = network();
    seconds(alone, data); // both as warm as they get
    seconds(tracked, data);
    Tracked listener = new Tracked(uri);
    tracked.setListeners(listener);
    double first = seconds(tracked, data);
    List<Double> ratios = new ArrayList<>();
    double all = first;
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    double usual = 0;
    for (int pair = 0; System.nanoTime() < end; pair++) {
      double before = pair % 2 == 0 ? seconds(tracked, data) : 0;
      double without = seconds(alone, data);
      double with = pair % 2 == 0 ? before : seconds(tracked, data);
      ratios.add(with / without);
      all += with;
      usual += without;
    }
    listener.close();
    ratios.sort(null);
    int pairs = ratios.size();
    System.out.printf(
        Locale.ROOT,
        "%s server, %d pairs of epochs of %d iterations of %.2f ms: tracked over alone %.4f"
            + " (quartiles %.4f to %.4f), the first epoch %.2f; within the listener %.2f%% of the"
            + " training, sending %.2f%% of a core%n",
        way,
        pairs,
        BATCHES,
        1000 * usual / pairs / BATCHES,
        ratios.get(pairs / 2),
        ratios.get(pairs / 4),
        ratios.get(3 * pairs / 4),
        first * pairs / usual,
        100 * listener.within / 1e9 / all,
        100 * listener.sending / 1e9 / all);
  }

  private static double seconds(MultiLayerNetwork network, DataSetIterator data) {
    long begun = System.nanoTime();
    network.fit(data);
    return (System.nanoTime() - begun) / 1e9;
  }

  /** A listener, and where its time goes. */
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
    void close() {
      sending = senders();
      if (listener != null) {
        listener.close();
      }
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
