package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One example of what a model takes, as a batch of one.
 *
 * @param name of the input; it counts where there are several
 * @param shape of the batch: 1, and then the example's
 * @param values row by row
 */
public record InputExample(String name, List<Long> shape, List<? extends Number> values) {
  /** Checks that the shape holds as many numbers. */
  public InputExample {
    shape = List.copyOf(shape);
    values = List.copyOf(values);
    if (shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact) != values.size()) {
      throw new IllegalArgumentException(values.size() + " values have no shape " + shape);
    }
  }

  /** As MLflow writes NumPy's arrays: lists in lists, by name where there are several. */
  static JsonNode json(List<InputExample> examples) {
    if (examples.size() == 1) {
      return examples.get(0).nested(0, 0);
    }
    ObjectNode named = JsonNodeFactory.instance.objectNode();
    examples.forEach(example -> named.set(example.name(), example.nested(0, 0)));
    return named;
  }

  private JsonNode nested(int axis, int from) {
    if (axis == shape.size()) {
      return number(values.get(from));
    }
    int stride =
        shape.subList(axis + 1, shape.size()).stream()
            .mapToInt(Long::intValue)
            .reduce(1, Math::multiplyExact);
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < shape.get(axis); i++) {
      all.add(nested(axis + 1, from + i * stride));
    }
    return all;
  }

  /** What is no number is null in JSON. */
  private static JsonNode number(Number value) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    if (value instanceof Float single) {
      return Float.isFinite(single) ? json.numberNode(single) : json.nullNode();
    }
    if (value instanceof Double wide) {
      return Double.isFinite(wide) ? json.numberNode(wide) : json.nullNode();
    }
    return json.numberNode(value.longValue());
  }
}
