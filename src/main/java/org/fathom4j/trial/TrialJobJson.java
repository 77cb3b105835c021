package org.fathom4j.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.fathom4j.event.ParametersJson;
import org.fathom4j.training.Budget;

/** A job as JSON. */
final class TrialJobJson {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private TrialJobJson() {}

  static String write(TrialJob job) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("number", job.number());
    root.set("parameters", ParametersJson.write(job.parameters()));
    root.put("seed", job.seed());
    root.put("fold", job.fold());
    root.putObject("budget").put("from", job.budget().from()).put("to", job.budget().to());
    root.put("experiment", job.experiment());
    root.put("hash", job.hash());
    return root.toString();
  }

  static TrialJob read(String json) {
    try {
      JsonNode root =
          object(
              MAPPER.readTree(json),
              "the job",
              List.of("number", "parameters", "seed", "fold", "budget", "experiment", "hash"));
      JsonNode budget = object(root.get("budget"), "budget", List.of("from", "to"));
      return new TrialJob(
          whole(root, "number"),
          ParametersJson.read(root.get("parameters")),
          of(root, "seed", JsonNode::canConvertToLong, "a whole number").longValue(),
          whole(root, "fold"),
          new Budget(whole(budget, "from"), whole(budget, "to")),
          text(root, "experiment"),
          text(root, "hash"));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a job must be one JSON object: " + e.getMessage(), e);
    }
  }

  private static JsonNode object(JsonNode node, String what, List<String> fields) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(what + " must be an object, got " + node);
    }
    TreeSet<String> missing = new TreeSet<>(fields);
    TreeSet<String> unknown = new TreeSet<>();
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!missing.remove(name)) {
                unknown.add(name);
              }
            });
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "%s lacks the fields %s and has %s, which are unknown".formatted(what, missing, unknown));
    }
    return node;
  }

  private static JsonNode of(
      JsonNode object, String field, Predicate<JsonNode> right, String kind) {
    JsonNode value = object.get(field);
    if (!right.test(value) || (value.isNumber() && !value.isIntegralNumber())) {
      throw new IllegalArgumentException(field + " must be " + kind + ", got " + value);
    }
    return value;
  }

  private static int whole(JsonNode object, String field) {
    return of(object, field, JsonNode::canConvertToInt, "a whole number").intValue();
  }

  private static String text(JsonNode object, String field) {
    return of(object, field, JsonNode::isTextual, "a text").textValue();
  }
}
