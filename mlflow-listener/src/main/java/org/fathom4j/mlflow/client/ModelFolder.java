package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A network as MLflow keeps models: its files, and {@code MLmodel}, which tells what they are. The
 * flavour is {@code deeplearning4j}: Java programs read it, Python's do not.
 *
 * @param files what it consists of, by name
 * @param texts files that are made for it, by name
 * @param data which of the files {@code ModelSerializer} reads
 * @param kind {@code MultiLayerNetwork} or {@code ComputationGraph}
 * @param version of Deeplearning4j
 * @param inputs what it takes; empty where that is not known
 * @param outputs what it gives
 * @param description for people, in Markdown; may be empty
 * @param examples one for each input; empty where none is to be shown
 * @param created when it was made
 */
public record ModelFolder(
    Map<String, Path> files,
    Map<String, String> texts,
    String data,
    String kind,
    String version,
    List<Tensor> inputs,
    List<Tensor> outputs,
    String description,
    List<InputExample> examples,
    Instant created) {
  private static final String EXAMPLE = "input_example.json";
  private static final String SERVED = "serving_input_example.json";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** All files that are made for it, but {@code MLmodel}. */
  Map<String, String> made() {
    Map<String, String> made = new LinkedHashMap<>(texts);
    if (!examples.isEmpty()) {
      JsonNode example = InputExample.json(examples);
      made.put(EXAMPLE, example.toString());
      made.put(SERVED, JsonNodeFactory.instance.objectNode().set("inputs", example).toString());
    }
    return made;
  }

  /**
   * The file {@code MLmodel}.
   *
   * @param run whose model it is
   * @param place {@code model}, or {@code models:/ID}
   * @param id of the logged model; empty where the server has none
   */
  String mlmodel(String run, String place, String id) {
    StringBuilder yaml = new StringBuilder();
    yaml.append("artifact_path: ").append(quoted(place)).append('\n');
    yaml.append("flavors:\n  deeplearning4j:\n");
    yaml.append("    data: ").append(quoted(data)).append('\n');
    yaml.append("    kind: ").append(quoted(kind)).append('\n');
    yaml.append("    deeplearning4j_version: ").append(quoted(version)).append('\n');
    if (!id.isEmpty()) {
      yaml.append("model_id: ").append(quoted(id)).append('\n');
    }
    yaml.append("run_id: ").append(quoted(run)).append('\n');
    if (!examples.isEmpty()) {
      yaml.append("saved_input_example_info:\n");
      yaml.append("  artifact_path: ").append(EXAMPLE).append('\n');
      yaml.append("  serving_input_path: ").append(SERVED).append('\n');
      yaml.append("  type: ndarray\n");
    }
    if (!inputs.isEmpty()) {
      yaml.append("signature:\n");
      yaml.append("  inputs: ").append(quoted(Tensor.json(inputs))).append('\n');
      yaml.append("  outputs: ").append(quoted(Tensor.json(outputs))).append('\n');
      yaml.append("  params: null\n");
    }
    return yaml.append("utc_time_created: ")
        .append(quoted(TIME.format(created)))
        .append('\n')
        .toString();
  }

  /** A string of JSON is one of YAML. */
  private static String quoted(String text) {
    return JsonNodeFactory.instance.textNode(text).toString();
  }
}
