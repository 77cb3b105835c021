package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The model registry of a {@link FakeServer}. */
final class FakeRegistry {
  private final Map<String, List<ObjectNode>> models = new TreeMap<>();
  private final Map<String, String> aliases = new LinkedHashMap<>();

  static boolean answers(String path) {
    return path.startsWith("registered-models/") || path.startsWith("model-versions/");
  }

  /** Null where what is asked for is not there. */
  @Nullable JsonNode answer(String path, Map<String, String> query, JsonNode request) {
    String name = query.getOrDefault("name", request.path("name").asText());
    return switch (path) {
      case "registered-models/create" -> {
        models.putIfAbsent(name, new java.util.ArrayList<>());
        yield object();
      }
      case "registered-models/search" -> names();
      case "registered-models/alias" -> {
        if (request.isEmpty()) {
          String number = aliases.get(name + "@" + query.get("alias"));
          yield number == null ? null : version(name, number);
        }
        aliases.put(name + "@" + request.path("alias").asText(), request.path("version").asText());
        yield object();
      }
      case "model-versions/create" -> create(name, request);
      case "model-versions/search" -> search(query.getOrDefault("filter", ""));
      case "model-versions/get" -> version(name, query.getOrDefault("version", ""));
      case "model-versions/get-download-uri" -> {
        JsonNode found = version(name, query.getOrDefault("version", ""));
        yield found == null
            ? null
            : object().put("artifact_uri", found.path("model_version").path("source").asText());
      }
      default -> null;
    };
  }

  private JsonNode names() {
    ObjectNode all = object();
    ArrayNode names = all.putArray("registered_models");
    models.keySet().forEach(name -> names.addObject().put("name", name));
    return all;
  }

  private @Nullable JsonNode create(String name, JsonNode request) {
    List<ObjectNode> versions = models.get(name);
    if (versions == null) {
      return null;
    }
    ObjectNode version =
        ((ObjectNode) request.deepCopy()).put("version", "" + (versions.size() + 1));
    versions.add(version);
    return object().set("model_version", version);
  }

  private JsonNode search(String filter) {
    ArrayNode found = JsonNodeFactory.instance.arrayNode();
    models.forEach(
        (name, versions) ->
            versions.stream()
                .filter(version -> filter.contains("name='" + name + "'"))
                .filter(
                    version ->
                        !filter.contains("run_id")
                            || filter.contains("'" + version.path("run_id").asText() + "'"))
                .forEach(found::add));
    return object().set("model_versions", found);
  }

  private @Nullable JsonNode version(String name, String number) {
    return models.getOrDefault(name, List.of()).stream()
        .filter(version -> version.path("version").asText().equals(number))
        .findFirst()
        .<JsonNode>map(version -> object().set("model_version", version))
        .orElse(null);
  }

  @Override
  public String toString() {
    return models.toString();
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
