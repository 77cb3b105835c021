package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The model registry of a server; MLflow's Java client can only read a part of it. */
public final class Registry {
  private static final int MOST_NAMES = 100;

  private final MlflowApi api;

  /** Asks nothing yet. */
  public Registry(MlflowApi api) {
    this.api = api;
  }

  /**
   * A version of a registered model.
   *
   * @param name of the model
   * @param number of the version
   * @param run where it comes from
   */
  public record Version(String name, String number, String run) {
    static Version of(JsonNode json) {
      return new Version(
          json.path("name").asText(), json.path("version").asText(), json.path("run_id").asText());
    }
  }

  /**
   * Registers the model of a run; where that is done already, says as which version.
   *
   * @param model what {@link ModelHome#keep} answered
   * @param description of the version, for people
   */
  public Version register(String name, StoredRun run, ModelHome.Kept model, String description)
      throws MlflowFailure {
    Optional<Version> known = found("name='%s' and run_id='%s'".formatted(name, run.id()));
    if (known.isPresent()) {
      return known.get();
    }
    if (!names().contains(name)) {
      api.post("registered-models/create", MlflowApi.object().put("name", name));
    }
    ObjectNode request =
        MlflowApi.object()
            .put("name", name)
            .put("source", model.source())
            .put("run_id", run.id())
            .put("description", description);
    if (!model.id().isEmpty()) {
      request.put("model_id", model.id());
    }
    return Version.of(api.ask("model-versions/create", request).path("model_version"));
  }

  /** Points an alias at a version; it points at nothing else from then on. */
  public void alias(Version version, String alias) throws MlflowFailure {
    api.post(
        "registered-models/alias",
        MlflowApi.object()
            .put("name", version.name())
            .put("alias", alias)
            .put("version", version.number()));
  }

  /** The version that is meant; empty where there is none. */
  public Optional<Version> version(ModelUri uri) throws MlflowFailure {
    if (!uri.alias().isEmpty()) {
      return one(
          "registered-models/alias?name=%s&alias=%s"
              .formatted(encoded(uri.name()), encoded(uri.alias())));
    }
    return uri.version().isEmpty()
        ? found("name='%s'".formatted(uri.name()))
        : one(
            "model-versions/get?name=%s&version=%s".formatted(encoded(uri.name()), uri.version()));
  }

  /** Where the files of a version are: an {@code artifact_uri}. */
  public String artifacts(Version version) throws MlflowFailure {
    String path =
        "model-versions/get-download-uri?name=%s&version=%s"
            .formatted(encoded(version.name()), version.number());
    String uri = api.get(path).path("artifact_uri").asText();
    if (!ModelUri.isOne(uri)) {
      return uri;
    }
    String id = uri.replaceFirst(".*/", "");
    JsonNode info = api.get("logged-models/" + id).path("model").path("info");
    return info.path("artifact_uri").asText();
  }

  /** Names of the models that are registered, 100 at most. */
  public List<String> names() throws MlflowFailure {
    List<String> names = new ArrayList<>();
    for (JsonNode model :
        api.get("registered-models/search?max_results=" + MOST_NAMES).path("registered_models")) {
      names.add(model.path("name").asText());
    }
    return names;
  }

  /** The newest of those that a filter lets through. */
  private Optional<Version> found(String filter) throws MlflowFailure {
    JsonNode versions =
        api.get("model-versions/search?max_results=1000&filter=" + encoded(filter))
            .path("model_versions");
    Version newest = null;
    for (JsonNode each : versions) {
      Version one = Version.of(each);
      if (newest == null || Integer.parseInt(one.number()) > Integer.parseInt(newest.number())) {
        newest = one;
      }
    }
    return Optional.ofNullable(newest);
  }

  private Optional<Version> one(String path) throws MlflowFailure {
    try {
      return Optional.of(Version.of(api.get(path).path("model_version")));
    } catch (MlflowFailure e) {
      if (e.kind() == MlflowFailure.Kind.REFUSED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
