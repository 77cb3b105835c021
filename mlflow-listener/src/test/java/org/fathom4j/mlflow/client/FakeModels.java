package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** The logged models of a {@link FakeServer}. */
final class FakeModels {
  private final Map<String, ObjectNode> models = new LinkedHashMap<>();
  private boolean known = true;

  void forget() {
    known = false;
  }

  boolean known() {
    return known;
  }

  JsonNode answer(String path, JsonNode request) {
    if (path.equals("logged-models/search")) {
      return search(request.path("filter").asText());
    }
    if (path.equals("logged-models")) {
      String id = "m-" + (models.size() + 1);
      ObjectNode info =
          object()
              .put("model_id", id)
              .put("name", request.path("name").asText())
              .put("source_run_id", request.path("source_run_id").asText())
              .put("status", "LOGGED_MODEL_PENDING")
              .put("artifact_uri", "mlflow-artifacts:/1/models/" + id + "/artifacts");
      info.set("params", request.path("params"));
      info.set("tags", request.path("tags"));
      models.put(id, info);
      return model(info);
    }
    ObjectNode info = models.get(path.substring("logged-models/".length()));
    if (info != null && request.isEmpty()) {
      return model(info);
    }
    if (info == null) {
      return object().put("error_code", "RESOURCE_DOES_NOT_EXIST");
    }
    return model(info.put("status", request.path("status").asText()));
  }

  private JsonNode search(String filter) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    models.values().stream()
        .filter(info -> filter.contains("'" + info.path("source_run_id").asText() + "'"))
        .forEach(info -> found.add(object().set("info", info)));
    return object().set("models", found);
  }

  private static JsonNode model(ObjectNode info) {
    return object().set("model", object().set("info", info));
  }

  @Override
  public String toString() {
    return models.toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
