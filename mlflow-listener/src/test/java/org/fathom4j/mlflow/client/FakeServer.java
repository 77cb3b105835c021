package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The part of MLflow's REST interface that we use, kept in memory, with troubles on demand. The
 * live test holds the real server to the same contract.
 */
public final class FakeServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String FILES = "/api/2.0/mlflow-artifacts/artifacts";
  private static final Pattern TAG = Pattern.compile("tags\\.`([^`]+)` = '([^']*)'");

  static {
    // Else every answer waits 40 ms for an acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer http;
  private final String scheme;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, ObjectNode> runs = new LinkedHashMap<>();
  private final Map<String, Map<String, JsonNode>> points = new LinkedHashMap<>();
  private final FakeModels models = new FakeModels();
  private final FakeRegistry registry = new FakeRegistry();
  private final Map<String, byte[]> artifacts = new TreeMap<>();
  private final List<String> experiments = new ArrayList<>();
  private final List<String> authorizations = new ArrayList<>();
  private volatile Trouble trouble = Trouble.none();
  private volatile int requests;

  /**
   * What the server does in place of answering, after a delay; status 0 is silence, -2 a connection
   * that breaks.
   */
  public record Trouble(int status, String body, String pathPart, int delayMillis) {
    public Trouble(int status, String body, String pathPart) {
      this(status, body, pathPart, 0);
    }

    public static Trouble broken() {
      return new Trouble(-2, "", "");
    }

    public static Trouble slow(int millis) {
      return new Trouble(-1, "", "", millis);
    }

    public static Trouble none() {
      return new Trouble(-1, "", "");
    }

    public static Trouble silence() {
      return new Trouble(0, "", "");
    }

    public static Trouble status(int status, String body) {
      return new Trouble(status, body, "");
    }
  }

  public FakeServer(int port) throws IOException {
    this(HttpServer.create(local(port), 0), "http");
  }

  private FakeServer(HttpServer http, String scheme) {
    this.http = http;
    this.scheme = scheme;
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /** One that speaks TLS. */
  public static FakeServer secure(SSLContext context) throws IOException {
    HttpsServer https = HttpsServer.create(local(0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    return new FakeServer(https, "https");
  }

  private static InetSocketAddress local(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  public String uri() {
    return scheme + "://127.0.0.1:" + port();
  }

  public int port() {
    return http.getAddress().getPort();
  }

  public int requests() {
    return requests;
  }

  public List<String> authorizations() {
    synchronized (runs) {
      return List.copyOf(authorizations);
    }
  }

  /** Makes it a server of 2.x, which knows no logged models. */
  public FakeServer withoutLoggedModels() {
    models.forget();
    return this;
  }

  /** The file of that path. */
  public String artifact(String path) {
    synchronized (runs) {
      byte[] file = artifacts.get(path);
      return file == null ? "" : new String(file, StandardCharsets.UTF_8);
    }
  }

  /** Paths of the files that were put here. */
  public List<String> artifacts() {
    synchronized (runs) {
      return List.copyOf(artifacts.keySet());
    }
  }

  public void trouble(Trouble next) {
    trouble = next;
  }

  private void handle(HttpExchange exchange) throws IOException {
    Trouble now = trouble;
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    await(now.delayMillis());
    if (now.status() == 0) {
      await(Integer.MAX_VALUE);
    } else if (now.status() == -2) {
      exchange.close();
      return;
    } else if (now.status() > 0 && path.contains(now.pathPart())) {
      reply(exchange, now.status(), now.body());
      return;
    }
    synchronized (runs) {
      requests++;
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      if (exchange.getRequestMethod().equals("PUT")) {
        artifacts.put(path.substring(FILES.length() + 1), body);
        reply(exchange, 200, "{}");
        return;
      }
      if (path.startsWith(FILES)) {
        replyWithFiles(exchange, path.substring(FILES.length()).replaceFirst("^/", ""));
        return;
      }
      JsonNode answer = answer(path, query(exchange), body);
      if (path.contains("logged-models") && !models.known()) {
        reply(exchange, 404, "<html>Not Found</html>");
      } else if (answer == null) {
        reply(exchange, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
      } else {
        reply(exchange, answer.path("error_code").isMissingNode() ? 200 : 400, answer.toString());
      }
    }
  }

  /** A file, or without a path the list of those in a folder. */
  private void replyWithFiles(HttpExchange exchange, String path) throws IOException {
    if (path.isEmpty()) {
      String folder = query(exchange).getOrDefault("path", "") + "/";
      ArrayNode files = JsonNodeFactory.instance.arrayNode();
      artifacts.keySet().stream()
          .filter(name -> name.startsWith(folder) && !name.substring(folder.length()).contains("/"))
          .forEach(name -> files.addObject().put("path", name.substring(folder.length())));
      reply(exchange, 200, object().set("files", files).toString());
      return;
    }
    byte[] file = artifacts.get(path);
    if (file == null) {
      reply(exchange, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\"}");
      return;
    }
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file);
    exchange.close();
  }

  @SuppressWarnings("ResultOfMethodCallIgnored")
  private void await(int millis) {
    try {
      closed.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new TreeMap<>();
    String text = exchange.getRequestURI().getQuery();
    for (String pair : (text == null ? "" : text).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), pair.substring(equals + 1));
      }
    }
    return query;
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private @Nullable JsonNode answer(String path, Map<String, String> query, byte[] body)
      throws IOException {
    JsonNode request = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
    String name = path.substring("/api/2.0/mlflow/".length());
    if (FakeRegistry.answers(name)) {
      return registry.answer(name, query, request);
    }
    if (name.startsWith("logged-models")) {
      return models.answer(name, request);
    }
    return switch (name) {
      case "experiments/get-by-name" -> experiment(query.getOrDefault("experiment_name", ""));
      case "experiments/search" -> experimentSearch(request.path("filter").asText());
      case "experiments/create" -> {
        experiments.add(request.path("name").asText());
        yield object().put("experiment_id", Integer.toString(experiments.size()));
      }
      case "runs/create" -> object().set("run", create(request));
      case "runs/search" -> search(request);
      case "runs/get" -> object().set("run", runs.get(query.getOrDefault("run_id", "")));
      case "runs/log-batch" -> log(request);
      case "runs/update" -> update(request);
      case "runs/delete" -> {
        info(request).put("lifecycle_stage", "deleted");
        yield object();
      }
      case "runs/log-inputs", "runs/outputs", "runs/log-model" -> {
        run(request).withArray("told").addObject().set(name, request);
        yield object();
      }
      case "metrics/get-history" -> history(query);
      case "artifacts/list" -> artifactList(query.getOrDefault("run_id", ""));
      default -> null;
    };
  }

  private @Nullable JsonNode experiment(String name) {
    int index = experiments.indexOf(name);
    ObjectNode experiment =
        object()
            .put("experiment_id", "" + (index + 1))
            .put("name", name)
            .put("lifecycle_stage", "active");
    return index < 0 ? null : object().set("experiment", experiment);
  }

  private JsonNode experimentSearch(String filter) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    for (String name : experiments) {
      JsonNode answer = experiment(name);
      if (answer != null && (filter.isEmpty() || filter.contains("'" + name + "'"))) {
        found.add(answer.path("experiment"));
      }
    }
    return object().set("experiments", found);
  }

  private ObjectNode create(JsonNode request) {
    String id = "run" + (runs.size() + 1);
    ObjectNode run = object();
    run.putObject("info")
        .put("run_id", id)
        .put("experiment_id", request.path("experiment_id").asText())
        .put("status", "RUNNING")
        .put("start_time", request.path("start_time").asText())
        .put("lifecycle_stage", "active")
        .put("artifact_uri", "mlflow-artifacts:/1/" + id + "/artifacts");
    ObjectNode data = run.putObject("data");
    data.putArray("params");
    data.putArray("metrics");
    data.putArray("tags").addAll((ArrayNode) request.withArray("tags"));
    runs.put(id, run);
    return run;
  }

  private JsonNode search(JsonNode request) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    runs.values().stream()
        .filter(run -> run.path("info").path("lifecycle_stage").asText().equals("active"))
        .filter(run -> matches(run, request.path("filter").asText()))
        .limit(request.path("max_results").asLong(1000))
        .forEach(found::add);
    return object().set("runs", found);
  }

  private static boolean matches(JsonNode run, String filter) {
    if (filter.contains("status = 'RUNNING'")
        && !run.path("info").path("status").asText().equals("RUNNING")) {
      return false;
    }
    Matcher tag = TAG.matcher(filter);
    while (tag.find()) {
      if (!tag.group(2).equals(values(run, "tags").get(tag.group(1)))) {
        return false;
      }
    }
    return true;
  }

  private static Map<String, String> values(JsonNode run, String kind) {
    Map<String, String> values = new TreeMap<>();
    run.path("data")
        .path(kind)
        .forEach(e -> values.put(e.path("key").asText(), e.path("value").asText()));
    return values;
  }

  private JsonNode log(JsonNode request) {
    ObjectNode run = run(request);
    Map<String, String> parameters = values(run, "params");
    for (JsonNode parameter : request.path("params")) {
      String old =
          parameters.putIfAbsent(parameter.path("key").asText(), parameter.path("value").asText());
      if (old != null && !old.equals(parameter.path("value").asText())) {
        return object().put("error_code", "INVALID_PARAMETER_VALUE").put("message", "changed");
      }
    }
    Map<String, String> tags = values(run, "tags");
    request.path("tags").forEach(e -> tags.put(e.path("key").asText(), e.path("value").asText()));
    ObjectNode data = (ObjectNode) run.get("data");
    fill(data.putArray("params"), parameters);
    fill(data.putArray("tags"), tags);
    Map<String, JsonNode> stored =
        points.computeIfAbsent(
            run.path("info").path("run_id").asText(), id -> new LinkedHashMap<>());
    for (JsonNode point : request.path("metrics")) {
      JsonNode bare = ((ObjectNode) point.deepCopy()).without("model_id");
      stored.put(bare.toString(), bare);
    }
    Map<String, JsonNode> latest = new TreeMap<>();
    stored.values().forEach(point -> latest.put(point.path("key").asText(), point));
    data.putArray("metrics").addAll(latest.values());
    return object();
  }

  private static void fill(ArrayNode array, Map<String, String> values) {
    values.forEach((key, value) -> array.addObject().put("key", key).put("value", value));
  }

  private JsonNode update(JsonNode request) {
    ObjectNode info = info(request).put("status", request.path("status").asText());
    if (request.has("end_time")) {
      info.put("end_time", request.path("end_time").asText());
    }
    return object().set("run_info", info);
  }

  private JsonNode history(Map<String, String> query) {
    ArrayNode metrics = JsonNodeFactory.instance.arrayNode();
    points.getOrDefault(query.getOrDefault("run_id", ""), Map.of()).values().stream()
        .filter(point -> point.path("key").asText().equals(query.get("metric_key")))
        .forEach(metrics::add);
    return object().set("metrics", metrics);
  }

  private JsonNode artifactList(String run) {
    ArrayNode files = JsonNodeFactory.instance.arrayNode();
    String root = "1/" + run + "/artifacts/";
    artifacts.keySet().stream()
        .filter(path -> path.startsWith(root))
        .forEach(
            path ->
                files.addObject().put("path", path.substring(root.length())).put("is_dir", false));
    return object().set("files", files);
  }

  /** All that it was told and holds, files too. */
  public String everything() {
    synchronized (runs) {
      StringBuilder all = new StringBuilder();
      all.append(experiments).append(runs).append(points).append(models).append(registry);
      artifacts.values().forEach(file -> all.append(new String(file, StandardCharsets.ISO_8859_1)));
      return all.toString();
    }
  }

  /** What a run was told beside its data: {@code runs/outputs} and the like. */
  public String told(String run) {
    synchronized (runs) {
      return String.valueOf(runs.getOrDefault(run, object()).path("told"));
    }
  }

  private ObjectNode run(JsonNode request) {
    ObjectNode run = runs.get(request.path("run_id").asText());
    if (run == null) {
      throw new IllegalArgumentException("No run " + request);
    }
    return run;
  }

  private ObjectNode info(JsonNode request) {
    return (ObjectNode) run(request).path("info");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public void close() {
    closed.countDown();
    http.stop(0);
    threads.shutdownNow();
  }
}
