package org.fathom4j.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.fathom4j.mlflow.client.ModelFolder;

/** A network as files. */
final class NetworkFiles {
  private static final String DATA = "model.zip";

  private NetworkFiles() {}

  /** Its configuration in Deeplearning4j's JSON; empty for other models. */
  static String json(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return network.getLayerWiseConfigurations().toJson();
    }
    return model instanceof ComputationGraph graph ? graph.getConfiguration().toJson() : "";
  }

  /** The table of its layers. */
  static String summary(Model model) {
    if (model instanceof MultiLayerNetwork network) {
      return network.summary();
    }
    return model instanceof ComputationGraph graph ? graph.summary() : "";
  }

  /** Writes the network, with the state of its updater, to a new file. */
  static ModelFolder save(Model model, Batches batches, long timeMillis) throws IOException {
    Path file = Files.createTempFile("mlflow-", ".zip");
    try {
      ModelSerializer.writeModel(model, file.toFile(), true);
    } catch (IOException full) {
      Files.deleteIfExists(file);
      throw full;
    }
    String version = Model.class.getPackage().getImplementationVersion();
    return new ModelFolder(
        Map.of(DATA, file),
        Map.of(),
        DATA,
        model.getClass().getSimpleName(),
        version == null ? "" : version,
        batches.inputs(),
        batches.outputs(),
        "",
        batches.examples(),
        Instant.ofEpochMilli(timeMillis));
  }

  static void delete(ModelFolder model) throws IOException {
    for (Path file : model.files().values()) {
      Files.deleteIfExists(file);
    }
  }
}
