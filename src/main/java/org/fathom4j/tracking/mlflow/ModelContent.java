package org.fathom4j.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.InputExample;
import org.fathom4j.mlflow.client.ModelFolder;
import org.fathom4j.mlflow.client.Tensor;
import org.fathom4j.tracking.local.LocalStore;

/**
 * The network of a trial as a model: its file, and what a machine that has nothing else of the run
 * needs to ask it: the experiment, the trial's parameters, the list of examples it was trained on.
 */
final class ModelContent {
  /** The network's file in a run's folder, and in a model's. */
  static final String NETWORK = "model.zip";

  /** The experiment's file in a model's folder. */
  static final String EXPERIMENT = "experiment.yaml";

  /** Parameters of the trial, in JSON. */
  static final String PARAMETERS = "parameters.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ModelContent() {}

  /**
   * The model of a trial; empty where it has none.
   *
   * @param network its file
   * @param store the run's folder
   */
  static Optional<ModelFolder> of(Path network, Path store, SweepRecord sweep, TrialRecord trial)
      throws IOException {
    if (!Files.isRegularFile(network)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(network.toFile())) {
      Map<String, Path> files = new LinkedHashMap<>();
      files.put(NETWORK, network);
      Path seen = LocalStore.seenFile(store, text(zip, "fathom4j-seen.txt"));
      if (Files.isRegularFile(seen)) {
        files.put(String.valueOf(seen.getFileName()), seen);
      }
      JsonNode fitted = MAPPER.readTree(text(zip, "fathom4j-data.json"));
      List<Tensor> inputs = inputs(fitted);
      return Optional.of(
          new ModelFolder(
              files,
              Map.of(
                  EXPERIMENT,
                  sweep.spec(),
                  PARAMETERS,
                  MAPPER.writeValueAsString(trial.parameters())),
              NETWORK,
              "MultiLayerNetwork",
              sweep.provenance().versions().getOrDefault("dl4j", ""),
              inputs,
              inputs.isEmpty() ? List.of() : outputs(fitted.path("target")),
              description(sweep, trial),
              example(text(zip, "fathom4j-example.json"), inputs),
              Instant.ofEpochMilli(
                  TrialContent.endMillis(trial).orElse(sweep.provenance().startedMillis()))));
    }
  }

  private static String description(SweepRecord sweep, TrialRecord trial) {
    String data = sweep.data().title().isEmpty() ? "" : " Data: " + sweep.data().title() + ".";
    return "**%s**\n\nTrial %d of %s: %s seed=%d, %s %s.%s\n"
        .formatted(
            sweep.question(),
            trial.number(),
            sweep.name(),
            TrialContent.summary(trial),
            trial.seed(),
            sweep.objective(),
            SweepContent.cell(trial.result("best/" + sweep.objective())),
            data);
  }

  private static String text(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    return entry == null
        ? ""
        : new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
  }

  /** As the network reads them, scaled: a row's features, or channels, height and width. */
  private static List<Tensor> inputs(JsonNode fitted) {
    if (fitted.path("kind").asText().equals("table")) {
      return List.of(tensor(fitted.path("scales").size()));
    }
    if (fitted.path("kind").asText().equals("pictures")) {
      JsonNode shown = fitted.path("shown");
      return List.of(
          tensor(
              shown.path("channels").asLong(),
              shown.path("height").asLong(),
              shown.path("width").asLong()));
    }
    return List.of();
  }

  /** None where an earlier version wrote the file. */
  private static List<InputExample> example(String numbers, List<Tensor> inputs)
      throws IOException {
    if (numbers.isEmpty() || inputs.isEmpty()) {
      return List.of();
    }
    List<Long> shape = new ArrayList<>(inputs.get(0).shape());
    shape.set(0, 1L);
    List<Float> values = List.of(MAPPER.readValue(numbers, Float[].class));
    return List.of(new InputExample("", shape, values));
  }

  private static List<Tensor> outputs(JsonNode target) {
    long width = target.path("kind").asText().equals("sequence") ? -1 : target.path("names").size();
    return List.of(tensor(width));
  }

  private static Tensor tensor(long... shape) {
    List<Long> all = new ArrayList<>(List.of(-1L));
    for (long size : shape) {
      all.add(size);
    }
    return new Tensor("", "float32", List.copyOf(all));
  }
}
