package org.fathom4j.tracking.mlflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.metrics.SweepRecord;

/** The files that stay with a sweep on a server: experiment, report, best model. */
final class Keepsakes {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Keepsakes() {}

  /** A file and its path among the run's artifacts. */
  interface File {
    Upload.Source source() throws MlflowFailure;
  }

  static List<File> of(SweepRecord sweep, Artifacts artifacts) throws IOException {
    List<File> files = new ArrayList<>();
    files.add(() -> Upload.Source.text("experiment.yaml", sweep.spec()));
    Optional<Path> report = artifacts.report().filter(Files::isDirectory);
    if (report.isPresent()) {
      Path root = report.get();
      try (Stream<Path> all = Files.walk(root)) {
        all.filter(Files::isRegularFile)
            .sorted()
            .forEach(
                file -> files.add(() -> Upload.Source.file("report/" + path(root, file), file)));
      }
    }
    artifacts
        .bestModel()
        .filter(Files::isRegularFile)
        .ifPresent(
            model -> files.add(() -> Upload.Source.file("model/" + model.getFileName(), model)));
    return files;
  }

  private static String path(Path root, Path file) {
    return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
  }

  /** What the report's {@code report.json} says, for the run's description and metrics. */
  static SweepRuns.Note note(Artifacts artifacts) {
    JsonNode report = report(artifacts);
    Optional<String> answer =
        Optional.of(report.path("answer").asText()).filter(text -> !text.isBlank());
    Map<String, Double> found = new LinkedHashMap<>();
    int held = 0;
    for (JsonNode known : report.path("knownAnswers")) {
      held += known.path("holds").asBoolean() ? 1 : 0;
      if (known.path("value").isNumber()) {
        found.put("found/" + known.path("id").asText(), known.path("value").asDouble());
      }
    }
    if (report.has("knownAnswers")) {
      found.put("known-answers/total", (double) report.path("knownAnswers").size());
      found.put("known-answers/held", (double) held);
    }
    return new SweepRuns.Note(artifacts.bestTrial(), answer, found);
  }

  private static JsonNode report(Artifacts artifacts) {
    Optional<Path> numbers = artifacts.report().map(report -> report.resolve("report.json"));
    if (numbers.isEmpty() || !Files.isRegularFile(numbers.get())) {
      return MissingNode.getInstance();
    }
    try {
      return MAPPER.readTree(numbers.get().toFile());
    } catch (IOException e) { // a report of another making: it is kept all the same
      return MissingNode.getInstance();
    }
  }
}
