package org.fathom4j.tracking.mlflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;

/**
 * The calls that we make to a server, one at a time. The Java client knows no time limit, so a
 * watchdog closes it under a call that takes too long; the next call gets a new one.
 */
final class MlflowApi implements AutoCloseable {
  private final MlflowServer server;
  private final Duration patience;
  private final Explanation explanation;
  private final ScheduledThreadPoolExecutor watchdog;
  private volatile @Nullable MlflowClient client;

  MlflowApi(MlflowServer server, Duration patience) {
    this.server = server;
    this.patience = patience;
    this.explanation = new Explanation(server);
    this.watchdog =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "mlflow-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    watchdog.setRemoveOnCancelPolicy(true);
  }

  MlflowServer server() {
    return server;
  }

  /** The experiment's id; it is created where absent. */
  String experiment(String name, Map<String, String> tags) throws MlflowFailure {
    Optional<Experiment> found = call(c -> c.getExperimentByName(name));
    if (found.isEmpty()) {
      CreateExperiment.Builder request = CreateExperiment.newBuilder().setName(name);
      tags.forEach((k, v) -> request.addTags(ExperimentTag.newBuilder().setKey(k).setValue(v)));
      return present(call(c -> c.createExperiment(request.build())));
    }
    if (found.get().getLifecycleStage().equals("deleted")) {
      throw new MlflowFailure(
          MlflowFailure.Kind.SHUT_OUT,
          "The experiment '%s' was deleted on %s. Restore it there with 'mlflow experiments restore --experiment-id %s', or give yours another name."
              .formatted(name, server, found.get().getExperimentId()));
    }
    return present(found.get().getExperimentId());
  }

  private String present(String id) throws MlflowFailure {
    if (id.isEmpty()) {
      throw explanation.wrongAddress("an answer without an experiment");
    }
    return id;
  }

  /** The oldest run that is not deleted and has all of these tags. */
  Optional<Run> find(String experiment, Map<String, String> tags) throws MlflowFailure {
    StringBuilder filter = new StringBuilder();
    tags.forEach(
        (key, value) ->
            filter
                .append(filter.isEmpty() ? "" : " and ")
                .append("tags.`%s` = '%s'".formatted(key, value.replace('\'', ' '))));
    return call(
            c ->
                c.searchRuns(
                    List.of(experiment),
                    filter.toString(),
                    ViewType.ACTIVE_ONLY,
                    1,
                    List.of("attributes.start_time ASC")))
        .getItems()
        .stream()
        .findFirst();
  }

  RunInfo create(String experiment, long startMillis, Map<String, String> tags)
      throws MlflowFailure {
    CreateRun.Builder request =
        CreateRun.newBuilder().setExperimentId(experiment).setStartTime(startMillis);
    tags.forEach((k, v) -> request.addTags(RunTag.newBuilder().setKey(k).setValue(v)));
    return call(c -> c.createRun(request.build()));
  }

  void delete(String run) throws MlflowFailure {
    act(c -> c.deleteRun(run));
  }

  /** Sends a batch, in as many requests as it takes. */
  void log(String run, Batch batch) throws MlflowFailure {
    for (Batch piece : batch.pieces()) {
      List<Service.Metric> metrics = piece.metrics().stream().map(MlflowApi::metric).toList();
      List<Service.Param> parameters =
          piece.parameters().entrySet().stream()
              .map(
                  e -> Service.Param.newBuilder().setKey(e.getKey()).setValue(e.getValue()).build())
              .toList();
      List<RunTag> tags =
          piece.tags().entrySet().stream()
              .map(e -> RunTag.newBuilder().setKey(e.getKey()).setValue(e.getValue()).build())
              .toList();
      act(c -> c.logBatch(run, metrics, parameters, tags));
    }
  }

  private static Service.Metric metric(Batch.Point point) {
    return Service.Metric.newBuilder()
        .setKey(point.key())
        .setValue(point.value())
        .setTimestamp(point.timeMillis())
        .setStep(point.step())
        .build();
  }

  void end(String run, RunStatus status, long endMillis) throws MlflowFailure {
    act(c -> c.setTerminated(run, status, endMillis));
  }

  /** Puts an ended run back to running; the client has no method for it. */
  void reopen(String run) throws MlflowFailure {
    post("runs/update", object().put("run_id", run).put("status", "RUNNING"));
  }

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  void post(String path, ObjectNode body) throws MlflowFailure {
    act(c -> c.sendPost(path, body.toString()));
  }

  private void act(Consumer<MlflowClient> action) throws MlflowFailure {
    call(
        c -> {
          action.accept(c);
          return Boolean.TRUE;
        });
  }

  private <T> T call(Function<MlflowClient, T> action) throws MlflowFailure {
    MlflowClient current = client();
    ScheduledFuture<?> limit = limit(current);
    try {
      return action.apply(current);
    } catch (MlflowHttpException e) {
      throw explanation.status(e.getStatusCode(), String.valueOf(e.getBodyMessage()));
    } catch (MlflowClientException e) {
      client = null;
      throw limit.isDone() ? explanation.tooSlow(patience, e) : noAnswer(e);
    } catch (IllegalStateException e) { // the connection pool was closed
      client = null;
      throw explanation.tooSlow(patience, e);
    } finally {
      limit.cancel(false);
    }
  }

  private ScheduledFuture<?> limit(MlflowClient current) throws MlflowFailure {
    try {
      return watchdog.schedule(current::close, patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      throw new MlflowFailure(MlflowFailure.Kind.SHUT_OUT, "Tracking was closed.", e);
    }
  }

  private MlflowFailure noAnswer(MlflowClientException e) {
    if (e.getCause() instanceof InvalidProtocolBufferException) {
      return explanation.wrongAddress("a page in place of JSON");
    }
    return explanation.noAnswer(
        e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e));
  }

  private MlflowClient client() {
    MlflowClient current = client;
    if (current == null) {
      current = TrustingClient.of(credentials(), server.trust());
      client = current;
    }
    return current;
  }

  private BasicMlflowHostCreds credentials() {
    Credentials who = server.credentials();
    String host = server.address().toString();
    if (who.hasUser()) {
      return new BasicMlflowHostCreds(host, who.user(), who.password());
    }
    return who.token().isEmpty()
        ? new BasicMlflowHostCreds(host)
        : new BasicMlflowHostCreds(host, who.token());
  }

  /** Ends a call under way in another thread, too. */
  @Override
  public void close() {
    watchdog.shutdownNow();
    MlflowClient current = client;
    if (current != null) {
      current.close();
    }
  }
}
