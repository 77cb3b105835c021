package org.fathom4j.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.fathom4j.training.Budget;

/**
 * A job as JSON. What JSON's own kinds cannot tell apart has its type beside it: a Long that would
 * fit an Integer is {@code {"long": "5"}}, a Double without digits {@code {"double": "NaN"}}.
 */
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
    ObjectNode parameters = root.putObject("parameters");
    job.parameters().forEach((name, value) -> put(parameters, name, value));
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
          parameters(root.get("parameters")),
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

  private static void put(ObjectNode parameters, String name, Object value) {
    if (value instanceof Long number && number == number.intValue()) {
      parameters.putObject(name).put("long", number.toString());
    } else if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
      parameters.putObject(name).put("big", number.toString());
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      parameters.putObject(name).put("double", number.toString());
    } else {
      parameters.set(name, MAPPER.valueToTree(value));
    }
  }

  private static Map<String, Object> parameters(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("parameters must be an object, got " + node);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    node.properties().forEach(e -> parameters.put(e.getKey(), value(e.getKey(), e.getValue())));
    return parameters;
  }

  private static Object value(String name, JsonNode node) {
    if (node.isTextual()) {
      return node.textValue();
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isNumber()) {
      return node.numberValue();
    }
    if (node.isObject() && node.size() == 1) {
      Map.Entry<String, JsonNode> typed = node.properties().iterator().next();
      return typed(name, typed.getKey(), typed.getValue().asText());
    }
    throw new IllegalArgumentException(
        "parameter " + name + " must be a text, a boolean or a number, got " + node);
  }

  private static Object typed(String name, String type, String text) {
    return switch (type) {
      case "long" -> Long.valueOf(text);
      case "big" -> new BigInteger(text);
      case "double" -> Double.valueOf(text);
      default ->
          throw new IllegalArgumentException("parameter " + name + " has an unknown type " + type);
    };
  }
}
