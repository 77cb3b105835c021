package org.fathom4j.mlflow.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the page of a logged model shows of the run that it comes from.
 *
 * @param run as the server has it
 */
record ModelPage(JsonNode run) {
  private static final int MOST_PARAMETERS = 100;
  private static final List<String> TAGS =
      List.of(
          "mlflow.user", "mlflow.source.name", "mlflow.source.type", "mlflow.source.git.commit");

  /** Parameters, source and description, for the request that makes the model. */
  void describe(ObjectNode request, String description) {
    ArrayNode parameters = request.putArray("params");
    stream("params").limit(MOST_PARAMETERS).forEach(parameters::add);
    ArrayNode tags = request.putArray("tags");
    stream("tags").filter(tag -> TAGS.contains(tag.path("key").asText())).forEach(tags::add);
    if (!description.isEmpty()) {
      tags.addObject().put("key", "mlflow.note.content").put("value", description);
    }
  }

  /** The last points of the run's metrics again, as the model's: the run has them already. */
  ObjectNode metrics(String model) {
    ObjectNode request = MlflowApi.object().put("run_id", run.path("info").path("run_id").asText());
    ArrayNode metrics = request.putArray("metrics");
    stream("metrics")
        .filter(ModelPage::isOfTheModel)
        .limit(Batch.MOST_METRICS)
        .forEach(metric -> metrics.add(((ObjectNode) metric.deepCopy()).put("model_id", model)));
    return request;
  }

  private static boolean isOfTheModel(JsonNode metric) {
    return !metric.path("key").asText().startsWith("system/")
        && Double.isFinite(metric.path("value").asDouble(Double.NaN));
  }

  private Stream<JsonNode> stream(String of) {
    JsonNode all = run.path("data").path(of);
    return Stream.iterate(0, i -> i < all.size(), i -> i + 1).map(all::get);
  }
}
