package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.mlflow.api.proto.Service;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;
import org.mlflow.tracking.creds.BasicMlflowHostCreds;
import org.mlflow_project.google.protobuf.InvalidProtocolBufferException;

/**
 * The calls that we make to a server, one at a time. The Java client knows no time limit, so a
 * watchdog closes it under a call that takes too long; the next call gets a new one.
 */
public final class MlflowApi implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MOST_RUNS = 1000;
  private static final List<String> OLDEST = List.of("attributes.start_time ASC");

  private final MlflowServer server;
  private final Duration patience;
  private final Explanation explanation;
  private final ScheduledThreadPoolExecutor watchdog;
  private volatile @Nullable MlflowClient client;

  /** Asks nothing yet; {@code patience} is the longest wait for one answer. */
  public MlflowApi(MlflowServer server, Duration patience) {
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

  /** Whom it asks. */
  public MlflowServer server() {
    return server;
  }

  /** The experiment's id; it is created where absent. */
  public String experiment(String name, Map<String, String> tags) throws MlflowFailure {
    Optional<Experiment> found = named(name);
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

  /** A search, for it finds nothing in silence: what is not found by its name is an error. */
  private Optional<Experiment> named(String name) throws MlflowFailure {
    String quote = name.contains("'") ? "\"" : "'";
    if (name.contains(quote)) {
      return call(c -> c.getExperimentByName(name));
    }
    String filter = "name = " + quote + name + quote;
    return call(c -> c.searchExperiments(filter, ViewType.ALL, 1, List.of()).getItems()).stream()
        .findFirst();
  }

  private String present(String id) throws MlflowFailure {
    if (id.isEmpty()) {
      throw explanation.wrongAddress("an answer without an experiment");
    }
    return id;
  }

  /** The oldest run that is not deleted and has all of these tags. */
  public Optional<StoredRun> find(String experiment, Map<String, String> tags)
      throws MlflowFailure {
    return runs(experiment, filter(tags), 1).stream().findFirst();
  }

  /** All runs, the oldest first, that are not deleted and have all of these tags. */
  public List<StoredRun> all(String experiment, Map<String, String> tags) throws MlflowFailure {
    List<StoredRun> all = new ArrayList<>();
    RunsPage page = page(experiment, filter(tags), MOST_RUNS);
    page.getItems().forEach(run -> all.add(StoredRun.of(run)));
    while (page.hasNextPage()) {
      RunsPage before = page;
      page = call(c -> (RunsPage) before.getNextPage());
      page.getItems().forEach(run -> all.add(StoredRun.of(run)));
    }
    return all;
  }

  /** The runs, 1,000 at most, that have these tags and no end. */
  List<StoredRun> underWay(String experiment, Map<String, String> tags) throws MlflowFailure {
    return runs(experiment, "attributes.status = 'RUNNING' and " + filter(tags), MOST_RUNS);
  }

  private static String filter(Map<String, String> tags) {
    return tags.entrySet().stream()
        .map(tag -> "tags.`%s` = '%s'".formatted(tag.getKey(), tag.getValue().replace('\'', ' ')))
        .collect(Collectors.joining(" and "));
  }

  private List<StoredRun> runs(String experiment, String filter, int most) throws MlflowFailure {
    return page(experiment, filter, most).getItems().stream().map(StoredRun::of).toList();
  }

  private RunsPage page(String experiment, String filter, int most) throws MlflowFailure {
    return call(c -> c.searchRuns(List.of(experiment), filter, ViewType.ACTIVE_ONLY, most, OLDEST));
  }

  /** Makes a run that is under way. */
  public StoredRun create(String experiment, long startMillis, Map<String, String> tags)
      throws MlflowFailure {
    CreateRun.Builder request =
        CreateRun.newBuilder().setExperimentId(experiment).setStartTime(startMillis);
    tags.forEach((k, v) -> request.addTags(RunTag.newBuilder().setKey(k).setValue(v)));
    return StoredRun.made(call(c -> c.createRun(request.build())));
  }

  /** Moves a run to the deleted ones. */
  public void delete(String run) throws MlflowFailure {
    act(c -> c.deleteRun(run));
  }

  /**
   * Sends a batch, in as many requests as it takes. What the server has already stays as it is,
   * also on servers of 2.x, which tell no NaN that is there from one that is new.
   */
  public void log(String run, Batch batch) throws MlflowFailure {
    for (Batch piece : batch.pieces()) {
      try {
        send(run, piece);
      } catch (MlflowFailure e) {
        if (e.kind() != MlflowFailure.Kind.THERE_ALREADY) {
          throw e;
        }
        sendWhatIsNew(run, piece);
      }
    }
  }

  private void sendWhatIsNew(String run, Batch piece) throws MlflowFailure {
    List<Batch.Point> numbers =
        piece.metrics().stream().filter(point -> !Double.isNaN(point.value())).toList();
    send(run, new Batch(numbers, piece.parameters(), piece.tags()));
    for (Batch.Point point : piece.metrics()) {
      if (Double.isNaN(point.value())) {
        try {
          send(run, Batch.metrics(List.of(point)));
        } catch (MlflowFailure e) {
          if (e.kind() != MlflowFailure.Kind.THERE_ALREADY) {
            throw e;
          }
        }
      }
    }
  }

  private void send(String run, Batch piece) throws MlflowFailure {
    List<Service.Metric> metrics = piece.metrics().stream().map(MlflowApi::metric).toList();
    List<Service.Param> parameters =
        piece.parameters().entrySet().stream()
            .map(e -> Service.Param.newBuilder().setKey(e.getKey()).setValue(e.getValue()).build())
            .toList();
    List<RunTag> tags =
        piece.tags().entrySet().stream()
            .map(e -> RunTag.newBuilder().setKey(e.getKey()).setValue(e.getValue()).build())
            .toList();
    act(c -> c.logBatch(run, metrics, parameters, tags));
  }

  private static Service.Metric metric(Batch.Point point) {
    return Service.Metric.newBuilder()
        .setKey(point.key())
        .setValue(point.value())
        .setTimestamp(point.timeMillis())
        .setStep(point.step())
        .build();
  }

  /** Ends a run. */
  public void end(String run, RunStatus status, long endMillis) throws MlflowFailure {
    act(c -> c.setTerminated(run, status.onTheWire(), endMillis));
  }

  /** Puts an ended run back to running; the client has no method for it. */
  public void reopen(String run) throws MlflowFailure {
    post("runs/update", object().put("run_id", run).put("status", "RUNNING"));
  }

  /** An empty JSON object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Calls what the client has no method for, such as {@code runs/log-inputs}. */
  public void post(String path, ObjectNode body) throws MlflowFailure {
    ask(path, body);
  }

  /** As {@link #post}, for the answer. */
  public JsonNode ask(String path, ObjectNode body) throws MlflowFailure {
    return json(call(c -> c.sendPost(path, body.toString())));
  }

  /** Asks for what is there: {@code model-versions/get?name=N}. */
  public JsonNode get(String path) throws MlflowFailure {
    return json(call(c -> c.sendGet(path)));
  }

  /** Changes what is there. */
  public void patch(String path, ObjectNode body) throws MlflowFailure {
    act(c -> c.sendPatch(path, body.toString()));
  }

  /** As {@link #ask}; empty where the server is too old to know that path. */
  public Optional<JsonNode> askIfKnown(String path, ObjectNode body) throws MlflowFailure {
    Optional<String> answer =
        call(
            c -> {
              try {
                return Optional.of(c.sendPost(path, body.toString()));
              } catch (MlflowHttpException e) {
                if (Explanation.knowsNot(e.getStatusCode(), String.valueOf(e.getBodyMessage()))) {
                  return Optional.<String>empty();
                }
                throw e;
              }
            });
    return answer.isEmpty() ? Optional.empty() : Optional.of(json(answer.get()));
  }

  private JsonNode json(String text) throws MlflowFailure {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw explanation.wrongAddress("a page in place of JSON");
    }
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
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> limit = limit(current, late);
    try {
      return action.apply(current);
    } catch (MlflowHttpException e) {
      throw explanation.status(e.getStatusCode(), String.valueOf(e.getBodyMessage()));
    } catch (MlflowClientException e) {
      client = null;
      throw late.get() ? explanation.tooSlow(patience, e) : noAnswer(e);
    } catch (IllegalStateException e) { // the connection pool was closed
      client = null;
      throw explanation.tooSlow(patience, e);
    } finally {
      limit.cancel(false);
    }
  }

  private ScheduledFuture<?> limit(MlflowClient current, AtomicBoolean late) throws MlflowFailure {
    try {
      return watchdog.schedule(
          () -> {
            late.set(true);
            current.close();
          },
          patience.toMillis(),
          TimeUnit.MILLISECONDS);
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
