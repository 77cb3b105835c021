package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What goes into a model or comes out of it, in MLflow's terms.
 *
 * @param name of the input; empty where there is one only
 * @param type {@code float32}, as NumPy names it
 * @param shape of which the first number is that of the examples, -1
 */
public record Tensor(String name, String type, List<Long> shape) {
  /** One of any number of examples. */
  public static Tensor ofExamples(String name, String type, List<Long> shapeOfBatch) {
    List<Long> shape = new java.util.ArrayList<>(shapeOfBatch);
    if (!shape.isEmpty()) {
      shape.set(0, -1L);
    }
    return new Tensor(name, type, List.copyOf(shape));
  }

  /** As a signature has them: {@code [{"type":"tensor","tensor-spec":{...}}]}. */
  static String json(List<Tensor> tensors) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Tensor tensor : tensors) {
      ObjectNode one = all.addObject();
      if (tensors.size() > 1) {
        one.put("name", tensor.name());
      }
      ArrayNode shape =
          one.put("type", "tensor")
              .putObject("tensor-spec")
              .put("dtype", tensor.type())
              .putArray("shape");
      tensor.shape().forEach(shape::add);
    }
    return all.toString();
  }
}
