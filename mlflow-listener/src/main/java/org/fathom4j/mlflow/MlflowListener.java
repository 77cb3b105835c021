package org.fathom4j.mlflow;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.api.NeuralNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.fathom4j.mlflow.Settings.EpochEvaluation;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.InvalidServerException;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelFolder;
import org.fathom4j.mlflow.client.Outbox;
import org.fathom4j.mlflow.client.RunStatus;
import org.fathom4j.mlflow.client.SystemMetrics;
import org.fathom4j.mlflow.client.Tags;
import org.fathom4j.mlflow.client.Upload.Source;
import org.jspecify.annotations.Nullable;
import org.nd4j.evaluation.IEvaluation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks whatever a Deeplearning4j network is trained on, as a run on an MLflow server:
 *
 * <pre>{@code
 * try (MlflowListener mlflow = MlflowListener.to("http://127.0.0.1:5000").experiment("x").build()) {
 *   network.setListeners(mlflow);
 *   network.fit(data, 10);
 * }
 * }</pre>
 *
 * <p>The run has the network's configuration as parameters and files, the {@code score} of its
 * iterations (the first 1,000, then the mean of every 2 for 1,000 points, of every 4, and so on),
 * by epoch {@code train/loss} (their mean) and {@code epoch-seconds}, the evaluations that were
 * asked for, how busy the machine was, and the network itself.
 *
 * <p>It begins with the first iteration and ends with {@link #close}: FINISHED, or FAILED in the
 * midst of an epoch, where only an exception can have led. A program that never closes it ends it
 * by ending: FINISHED or FAILED by how the thread that trained ended, KILLED by a signal. What was
 * killed without a word is ended as KILLED by the next training of that experiment on that machine.
 *
 * <p>Training never waits for the server and never fails for it: what is sent goes out on a thread
 * of its own. The first trouble is told in one warning; what does not arrive is lost.
 */
public final class MlflowListener extends BaseTrainingListener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(MlflowListener.class);
  private static final long FLUSH_NANOS = 2_000_000_000L;
  private static final long SYSTEM_NANOS = 10_000_000_000L;

  private final Settings settings;
  private final MlflowApi api;
  private final Outbox outbox;
  private final InstantSource clock = InstantSource.system();
  private final SystemMetrics system = new SystemMetrics();
  private final Thread exit = new Thread(this::programEnds, "mlflow-exit");
  private @Nullable Training training;
  private @Nullable TrackedRun run;
  private long flushed = System.nanoTime();
  private long sampled = System.nanoTime() - SYSTEM_NANOS;
  private long samples;
  private int lost;
  private boolean described;
  private boolean ended;

  MlflowListener(Settings settings) {
    this.settings = settings;
    this.api = new MlflowApi(settings.server(), settings.patience().call());
    this.outbox = new Outbox(settings.patience(), this::warn);
  }

  /**
   * A server's address, checked and not asked yet.
   *
   * @param uri http or https; a user and password may stand before the host. Else who asks is told
   *     by MLflow's variables MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or
   *     MLFLOW_TRACKING_TOKEN, and whose certificates are believed by
   *     MLFLOW_TRACKING_SERVER_CERT_PATH
   * @throws InvalidServerException if no server can have this address
   */
  public static ListenerBuilder to(String uri) {
    return new ListenerBuilder(MlflowServer.of(uri, System.getenv()));
  }

  @Override
  public synchronized void onEpochStart(Model model) {
    begun(model).epochStarted();
  }

  @Override
  public synchronized void iterationDone(Model model, int iteration, int epoch) {
    Training current = begun(model);
    current.iteration(model, model.score(), clock.millis());
    if (!described && run != null) {
      described = true;
      describe(run, model, current.batches());
    }
    flush(false);
  }

  @Override
  public void onEpochEnd(Model model) {
    synchronized (this) {
      begun(model).epochEnded(clock.millis());
      flush(false);
    }
    for (EpochEvaluation evaluation : settings.evaluations()) {
      IEvaluation<?>[] kinds =
          evaluation.kinds().stream().map(Supplier::get).toArray(IEvaluation[]::new);
      if (model instanceof NeuralNetwork network) {
        evaluated(evaluation.name(), network.doEvaluation(evaluation.data(), kinds));
      }
    }
  }

  /**
   * Takes evaluations that were made elsewhere, such as those of an {@code EvaluativeListener}: as
   * its callback, {@code (listener, network, count, found) -> mlflow.evaluated("validation",
   * found)}.
   *
   * @param name before the metrics' names: {@code NAME/accuracy}
   */
  public synchronized void evaluated(String name, IEvaluation<?>... evaluations) {
    Training current = training;
    if (current != null) {
      long now = clock.millis();
      Stream.of(evaluations)
          .forEach(each -> current.measured(name, EvaluationScores.of(each), now));
      flush(false);
    }
  }

  /** Takes a number of your own, at the epoch that ended last. */
  public synchronized void log(String metric, double value) {
    Training current = training;
    if (current != null) {
      current.measured("", Map.of(metric, value), clock.millis());
      flush(false);
    }
  }

  private Training begun(Model model) {
    Training current = training;
    if (current == null) {
      current = new Training(model);
      training = current;
      TrackedRun made = new TrackedRun(api, settings, clock.millis());
      run = made;
      outbox.start();
      outbox.add(made::run);
      Runtime.getRuntime().addShutdownHook(exit);
    }
    return current;
  }

  /**
   * What the network is. Most of it is found out on the sender's thread, for the configuration does
   * not change; the table of layers is for the thread that trains, which holds the network's lock.
   */
  private void describe(TrackedRun to, Model model, Batches batches) {
    outbox.add(
        () -> {
          Map<String, String> parameters = new LinkedHashMap<>(settings.parameters());
          NetworkParameters.of(model, batches).forEach(parameters::putIfAbsent);
          to.log(Batch.names(Tags.parameters(parameters), Map.of()));
        });
    outbox.add(() -> to.put(Source.text("network.json", NetworkFiles.json(model))));
    String summary = NetworkFiles.summary(model);
    outbox.add(() -> to.put(Source.text("network.txt", summary)));
  }

  private void flush(boolean last) {
    long now = System.nanoTime();
    TrackedRun to = run;
    if (training == null
        || to == null
        || (ended && !last)
        || (!last && now - flushed < FLUSH_NANOS)) {
      return;
    }
    flushed = now;
    List<Point> points = training.take();
    if (!points.isEmpty() && !outbox.offer(new PointDelivery(to, points))) {
      lost++;
    }
    if (now - sampled >= SYSTEM_NANOS) {
      sampled = now;
      long step = samples++;
      outbox.add(() -> to.log(Batch.metrics(system.now(clock.millis(), step))));
    }
  }

  /** Ends the run as FINISHED, or, in the midst of an epoch, as FAILED. */
  @Override
  public void close() {
    end(null, "");
  }

  /** Ends the run as FINISHED, also where training was broken off in the midst of an epoch. */
  public void finished() {
    end(RunStatus.FINISHED, "");
  }

  /** Ends the run as FAILED, and says why in its tag {@code cause}. */
  public void failed(Throwable cause) {
    end(RunStatus.FAILED, cause.toString());
  }

  private void programEnds() {
    Training current = training;
    if (current != null) {
      end(ExitStatus.of(current.thread(), current.inEpoch()), "");
    }
  }

  private void end(@Nullable RunStatus given, String cause) {
    Training current;
    TrackedRun to;
    RunStatus status;
    synchronized (this) { // and not longer: a thread that trains on waits for nobody
      current = training;
      to = run;
      if (ended || current == null || to == null) {
        ended = true;
        api.close();
        return;
      }
      ended = true;
      RunStatus usual = current.inEpoch() ? RunStatus.FAILED : RunStatus.FINISHED;
      status = given == null ? usual : given;
      flush(true);
    }
    if (status == RunStatus.FINISHED && settings.keepsModel()) {
      sendWithModel(current, to, status);
    } else {
      send(to, status, cause);
    }
    unhook();
  }

  private void sendWithModel(Training current, TrackedRun to, RunStatus status) {
    try {
      ModelFolder model = NetworkFiles.save(current.model(), current.batches(), clock.millis());
      outbox.add(() -> to.keep(model));
      send(to, status, "");
      NetworkFiles.delete(model);
    } catch (IOException e) {
      settings.warnings().accept("MLflow: the network cannot be written and is not sent: " + e);
      send(to, status, "");
    }
  }

  private void send(TrackedRun to, RunStatus status, String cause) {
    long now = clock.millis();
    if (!cause.isEmpty()) {
      outbox.add(() -> to.log(Batch.names(Map.of(), Tags.clean(Map.of("cause", cause)))));
    }
    outbox.add(() -> to.end(status, now));
    int missing = outbox.close() + lost;
    api.close();
    if (missing > 0) {
      LOG.info("MLflow: {} updates did not reach {}.", missing, settings.server());
    }
  }

  private void unhook() {
    if (Thread.currentThread() != exit) {
      try {
        Runtime.getRuntime().removeShutdownHook(exit);
      } catch (IllegalStateException e) {
        LOG.debug("the program ends already", e);
      }
    }
  }

  private void warn(MlflowFailure failure) {
    settings
        .warnings()
        .accept(
            "MLflow: %s Training goes on; what does not arrive is lost."
                .formatted(failure.getMessage()));
  }
}
