package org.fathom4j.tracking.mlflow;

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

  /** The report's answer in one sentence: its file {@code answer.txt}. */
  static Optional<String> answer(Artifacts artifacts) {
    Optional<Path> file =
        artifacts.report().map(report -> report.resolve("answer.txt")).filter(Files::isRegularFile);
    try {
      return file.isPresent()
          ? Optional.of(Files.readString(file.get()).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
