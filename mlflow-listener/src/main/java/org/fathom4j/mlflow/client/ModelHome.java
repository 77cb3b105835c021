package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the model of a run: as a logged model where the server has them (3.x), else among the run's
 * files (2.x). A second time changes nothing.
 */
public final class ModelHome {
  private static final String NAME = "model";

  private final MlflowApi api;
  private final Upload upload;

  /** Sends nothing yet. */
  public ModelHome(MlflowApi api, Upload upload) {
    this.api = api;
    this.upload = upload;
  }

  /**
   * Where a model is kept.
   *
   * @param source as the registry wants it: {@code models:/ID}, or a folder of the run's files
   * @param id of the logged model; empty where the server has none
   */
  public record Kept(String source, String id) {
    static Kept logged(String id) {
      return new Kept("models:/" + id, id);
    }
  }

  /** Keeps it. */
  public Kept keep(String experiment, StoredRun run, ModelFolder model) throws MlflowFailure {
    ObjectNode search = MlflowApi.object();
    search.putArray("experiment_ids").add(experiment);
    search.put("filter", "source_run_id = '%s'".formatted(run.id()));
    Optional<JsonNode> known = api.askIfKnown("logged-models/search", search);
    if (known.isEmpty()) {
      keepAmongFiles(run, model);
      return new Kept(run.artifacts() + "/" + NAME, "");
    }
    for (JsonNode one : known.get().path("models")) {
      JsonNode info = one.path("info");
      if (info.path("status").asText().equals("LOGGED_MODEL_READY")) {
        return Kept.logged(info.path("model_id").asText());
      }
    }
    return keepAsLogged(experiment, run, model);
  }

  private Kept keepAsLogged(String experiment, StoredRun run, ModelFolder model)
      throws MlflowFailure {
    ModelPage page = new ModelPage(api.get("runs/get?run_id=" + run.id()).path("run"));
    ObjectNode request =
        MlflowApi.object()
            .put("experiment_id", experiment)
            .put("name", NAME)
            .put("source_run_id", run.id());
    page.describe(request, model.description());
    JsonNode info = api.ask("logged-models", request).path("model").path("info");
    String id = info.path("model_id").asText();
    String root = info.path("artifact_uri").asText();
    put(root, "", model, model.mlmodel(run.id(), "models:/" + id, id));
    api.post("runs/log-batch", page.metrics(id));
    api.patch(
        "logged-models/" + id,
        MlflowApi.object().put("model_id", id).put("status", "LOGGED_MODEL_READY"));
    ObjectNode outputs = MlflowApi.object().put("run_id", run.id());
    outputs.putArray("models").addObject().put("model_id", id).put("step", 0);
    api.post("runs/outputs", outputs);
    return Kept.logged(id);
  }

  private void keepAmongFiles(StoredRun run, ModelFolder model) throws MlflowFailure {
    put(run.artifacts(), NAME + "/", model, model.mlmodel(run.id(), NAME, ""));
    ObjectNode said =
        MlflowApi.object()
            .put("run_id", run.id())
            .put("artifact_path", NAME)
            .put("utc_time_created", model.created().toString());
    said.putObject("flavors")
        .putObject("deeplearning4j")
        .put("data", model.data())
        .put("kind", model.kind());
    api.post(
        "runs/log-model",
        MlflowApi.object().put("run_id", run.id()).put("model_json", said.toString()));
  }

  private void put(String root, String folder, ModelFolder model, String mlmodel)
      throws MlflowFailure {
    for (Map.Entry<String, Path> file : model.files().entrySet()) {
      upload.put(root, Upload.Source.file(folder + file.getKey(), file.getValue()));
    }
    for (Map.Entry<String, String> text : model.made().entrySet()) {
      upload.put(root, Upload.Source.text(folder + text.getKey(), text.getValue()));
    }
    upload.put(root, Upload.Source.text(folder + "MLmodel", mlmodel));
  }
}
