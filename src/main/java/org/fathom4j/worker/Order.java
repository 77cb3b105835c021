package org.fathom4j.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fathom4j.trial.TrialJob;

/** What a worker is told: one JSON object each. */
sealed interface Order {
  /**
   * Train a job.
   *
   * @param setting of its run
   * @param again whether it was begun before and lost
   */
  record Train(Setting setting, TrialJob job, boolean again) implements Order {}

  /** The last event but progress was heard: the training goes on. */
  record Heard(boolean stop) implements Order {}

  /** Break off what is trained, after its step. */
  record Stop() implements Order {}

  /** One JSON object. */
  default String toJson() {
    ObjectNode root = Json.MAPPER.createObjectNode();
    if (this instanceof Train train) {
      ObjectNode object = root.putObject("train");
      train.setting().writeTo(object.putObject("setting"));
      object.put("job", train.job().toJson()).put("again", train.again());
    } else if (this instanceof Heard heard) {
      root.putObject("heard").put("stop", heard.stop());
    } else {
      root.putObject("stop");
    }
    return root.toString();
  }

  /**
   * What {@link #toJson} gave.
   *
   * @throws IllegalArgumentException if it is no such text
   */
  static Order fromJson(String json) {
    try {
      JsonNode root = Json.MAPPER.readTree(json);
      if (root.has("train")) {
        JsonNode train = root.get("train");
        return new Train(
            Setting.of(train.path("setting")),
            TrialJob.fromJson(train.path("job").asText()),
            train.path("again").asBoolean());
      }
      return root.has("heard")
          ? new Heard(root.path("heard").path("stop").asBoolean())
          : new Stop();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no order: " + json, e);
    }
  }

  /** Reads and writes. */
  final class Json {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}
  }
}
