package org.fathom4j.tracking.mlflow;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.Tracker.Artifacts;

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

  /** The report's answer in one sentence, from its {@code report.json}. */
  static Optional<String> answer(Artifacts artifacts) {
    Optional<Path> numbers = artifacts.report().map(report -> report.resolve("report.json"));
    if (numbers.isEmpty() || !Files.isRegularFile(numbers.get())) {
      return Optional.empty();
    }
    try {
      String answer = MAPPER.readTree(numbers.get().toFile()).path("answer").asText();
      return Optional.of(answer).filter(text -> !text.isBlank());
    } catch (IOException e) { // a report of another making: it is kept all the same
      return Optional.empty();
    }
  }
}
