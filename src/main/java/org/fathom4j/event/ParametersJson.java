package org.fathom4j.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A trial's parameters as a JSON object and back: texts, booleans and numbers (Integer, Long,
 * BigInteger, Double), in order, of the same type. What JSON's own kinds cannot tell apart has its
 * type beside it: a Long that would fit an Integer is {@code {"long": "5"}}, a Double without
 * digits {@code {"double": "NaN"}}.
 */
public final class ParametersJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ParametersJson() {}

  /** The parameters as an object. */
  public static ObjectNode write(Map<String, Object> parameters) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    parameters.forEach((name, value) -> put(object, name, value));
    return object;
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws IllegalArgumentException naming the parameter that has no such value
   */
  public static Map<String, Object> read(JsonNode object) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("parameters must be an object, got " + object);
    }
    Map<String, Object> parameters = new LinkedHashMap<>();
    object.properties().forEach(e -> parameters.put(e.getKey(), value(e.getKey(), e.getValue())));
    return parameters;
  }

  private static void put(ObjectNode object, String name, Object value) {
    if (value instanceof Long number && number == number.intValue()) {
      object.putObject(name).put("long", number.toString());
    } else if (value instanceof BigInteger number && number.bitLength() < Long.SIZE) {
      object.putObject(name).put("big", number.toString());
    } else if (value instanceof Double number && !Double.isFinite(number)) {
      object.putObject(name).put("double", number.toString());
    } else {
      object.set(name, MAPPER.valueToTree(value));
    }
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
