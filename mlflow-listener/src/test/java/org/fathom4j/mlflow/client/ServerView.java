package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a server holds, asked by plain REST. */
public record ServerView(String uri) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** A run as the server tells it. */
  public record SeenRun(
      String id,
      String status,
      Map<String, String> parameters,
      Map<String, Double> metrics,
      Map<String, String> tags) {
    public String trial() {
      return tags.getOrDefault("fathom.trial", "");
    }
  }

  /** One point of a metric's history. */
  public record SeenPoint(long step, long timeMillis, double value) {}

  /** Runs that are not deleted, parents first, then by trial. */
  public List<SeenRun> runs(String experiment) throws IOException, InterruptedException {
    String id =
        get("experiments/get-by-name?experiment_name=" + encoded(experiment))
            .path("experiment")
            .path("experiment_id")
            .asText();
    ObjectNode request = MAPPER.createObjectNode().put("max_results", 20_000);
    request.putArray("experiment_ids").add(id);
    List<SeenRun> runs = new ArrayList<>();
    post("runs/search", request).path("runs").forEach(run -> runs.add(seen(run)));
    runs.sort(java.util.Comparator.comparing(SeenRun::trial));
    return runs;
  }

  /** As {@link #runs}, of one sweep; none while the experiment is not there. */
  public List<SeenRun> runsOf(String experiment, String sweep)
      throws IOException, InterruptedException {
    ObjectNode all = MAPPER.createObjectNode().put("max_results", 1000);
    boolean there = false;
    for (JsonNode e : post("experiments/search", all).path("experiments")) {
      there |= e.path("name").asText().equals(experiment);
    }
    return there
        ? runs(experiment).stream()
            .filter(run -> sweep.equals(run.tags().get("fathom.sweep-id")))
            .toList()
        : List.of();
  }

  private static SeenRun seen(JsonNode run) {
    JsonNode data = run.path("data");
    Map<String, Double> metrics = new TreeMap<>();
    data.path("metrics").forEach(m -> metrics.put(m.path("key").asText(), number(m)));
    return new SeenRun(
        run.path("info").path("run_id").asText(),
        run.path("info").path("status").asText(),
        texts(data.path("params")),
        metrics,
        texts(data.path("tags")));
  }

  private static Map<String, String> texts(JsonNode array) {
    Map<String, String> texts = new TreeMap<>();
    array.forEach(e -> texts.put(e.path("key").asText(), e.path("value").asText()));
    return texts;
  }

  private static double number(JsonNode metric) {
    return Double.parseDouble(metric.path("value").asText());
  }

  /** Every point of a metric, by step. */
  public List<SeenPoint> history(String run, String metric)
      throws IOException, InterruptedException {
    String path = "metrics/get-history?run_id=%s&metric_key=%s&max_results=1000";
    List<SeenPoint> points = new ArrayList<>();
    get(path.formatted(run, encoded(metric)))
        .path("metrics")
        .forEach(
            m ->
                points.add(
                    new SeenPoint(
                        m.path("step").asLong(), m.path("timestamp").asLong(), number(m))));
    points.sort(java.util.Comparator.comparingLong(SeenPoint::step));
    return points;
  }

  /** Paths of every artifact file of a run. */
  public List<String> artifacts(String run) throws IOException, InterruptedException {
    List<String> files = new ArrayList<>();
    collect(run, "", files);
    files.sort(null);
    return files;
  }

  private void collect(String run, String folder, List<String> files)
      throws IOException, InterruptedException {
    String at = folder.isEmpty() ? "" : "&path=" + encoded(folder);
    for (JsonNode file : get("artifacts/list?run_id=" + run + at).path("files")) {
      if (file.path("is_dir").asBoolean()) {
        collect(run, file.path("path").asText(), files);
      } else {
        files.add(file.path("path").asText());
      }
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(at(path)).GET().build());
  }

  private JsonNode post(String path, ObjectNode body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(at(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  private URI at(String path) {
    return URI.create(uri + "/api/2.0/mlflow/" + path);
  }

  private static JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> reply = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (reply.statusCode() != 200) {
      throw new IOException(request.uri() + ": " + reply.statusCode() + " " + reply.body());
    }
    return MAPPER.readTree(reply.body());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
