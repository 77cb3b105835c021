package org.fathom4j.tracking.mlflow;

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
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.Upload;
import org.fathom4j.verdict.KnownAnswer;
import org.fathom4j.verdict.Verdict;

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

  /** What the verdict says, for the run's description and metrics. */
  static SweepRuns.Note note(Verdict verdict, int bestTrial) {
    Map<String, Double> found = new LinkedHashMap<>();
    for (KnownAnswer known : verdict.knownAnswers()) {
      if (Double.isFinite(known.value())) {
        found.put("found/" + known.id(), known.value());
      }
    }
    if (!verdict.knownAnswers().isEmpty()) {
      long held = verdict.knownAnswers().stream().filter(KnownAnswer::holds).count();
      found.put("known-answers/total", (double) verdict.knownAnswers().size());
      found.put("known-answers/held", (double) held);
    }
    Optional<String> answer = Optional.of(verdict.answer()).filter(text -> !text.isBlank());
    return new SweepRuns.Note(bestTrial, answer, found);
  }
}
