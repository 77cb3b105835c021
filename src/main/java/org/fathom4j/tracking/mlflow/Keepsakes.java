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
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.Upload;
import org.fathom4j.verdict.KnownAnswer;
import org.fathom4j.verdict.Verdict;

/** The files that stay with a sweep on a server: experiment, report. */
final class Keepsakes {
  private Keepsakes() {}

  /** A file and its path among the run's artifacts. */
  interface File {
    Upload.Source source() throws MlflowFailure;
  }

  static List<File> of(SweepRecord sweep, Artifacts artifacts) throws IOException {
    List<File> files = new ArrayList<>();
    files.add(() -> Upload.Source.text("experiment.yaml", sweep.spec()));
    for (Path file : ofReport(artifacts)) {
      Path root = artifacts.report().orElseThrow();
      files.add(() -> Upload.Source.file("report/" + path(root, file), file));
    }
    return files;
  }

  /** The files of the report and the best network that are there. */
  static List<Path> files(Artifacts artifacts) throws IOException {
    List<Path> files = new ArrayList<>(ofReport(artifacts));
    artifacts.bestModel().filter(Files::isRegularFile).ifPresent(files::add);
    return files;
  }

  private static List<Path> ofReport(Artifacts artifacts) throws IOException {
    Optional<Path> report = artifacts.report().filter(Files::isDirectory);
    if (report.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(report.get())) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The network of the best trial, which stays with that trial's run. */
  static Optional<Delivery> model(
      Path store, SweepRecord sweep, Artifacts artifacts, SweepRuns runs, Upload upload)
      throws IOException {
    Optional<TrialRecord> best =
        sweep.trials().stream()
            .filter(trial -> trial.number() == artifacts.bestTrial())
            .findFirst();
    if (best.isEmpty() || artifacts.bestModel().isEmpty()) {
      return Optional.empty();
    }
    return ModelContent.of(artifacts.bestModel().get(), store, sweep, best.get())
        .map(model -> () -> runs.keep(best.get(), model, upload));
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
    Map<String, String> verdicts = new LinkedHashMap<>();
    for (KnownAnswer known : verdict.knownAnswers()) {
      verdicts.put("known-answer." + known.id(), known.holds() ? "holds" : "missed");
    }
    return new SweepRuns.Note(bestTrial, answer, found, verdicts);
  }
}
