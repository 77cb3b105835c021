package org.fathom4j.tracking.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;

/** Reads a store back, also one that is being written or whose writer was killed. */
record StoreReader(StoreLayout layout) {
  SweepRecord sweep() {
    SweepRecord bare = bare();
    try {
      return withTrials(bare, trials());
    } catch (IOException e) {
      throw cannotRead(layout.trials(), e);
    }
  }

  /** The sweep without its trials. */
  SweepRecord bare() {
    Path file = layout.sweep();
    try {
      return Json.parse(Files.readString(file), SweepRecord.class);
    } catch (NoSuchFileException e) {
      throw new InvalidSpecException(
          "%s is no stored run: it has no sweep.json. A run's folder is printed when it starts."
              .formatted(layout.folder()));
    } catch (JsonProcessingException e) {
      throw broken(file, e);
    } catch (IOException e) {
      throw cannotRead(file, e);
    }
  }

  Optional<Ending> ending() {
    try {
      return Optional.of(Json.parse(Files.readString(layout.ending()), Ending.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw broken(layout.ending(), e);
    } catch (IOException e) {
      throw cannotRead(layout.ending(), e);
    }
  }

  private List<TrialRecord> trials() throws IOException {
    if (!Files.isDirectory(layout.trials())) {
      return List.of();
    }
    List<TrialRecord> found = new ArrayList<>();
    try (Stream<Path> folders = Files.list(layout.trials())) {
      for (Path folder : (Iterable<Path>) folders::iterator) {
        if (folder.getFileName().toString().matches("\\d{4,9}")) {
          trial(Integer.parseInt(folder.getFileName().toString())).ifPresent(found::add);
        }
      }
    }
    found.sort(Comparator.comparingInt(TrialRecord::number));
    return found;
  }

  /** Empty where the writer was killed before the trial's first file was whole. */
  Optional<TrialRecord> trial(int number) throws IOException {
    Optional<TrialRecord> ended = record(layout.result(number));
    Optional<TrialRecord> bare = ended.isPresent() ? ended : start(layout.start(number));
    if (bare.isEmpty()) {
      return bare;
    }
    return Optional.of(bare.get().withEpochs(epochs(layout.epochs(number))));
  }

  /** A loss of power may have left an empty file: the trial is then as if it never began. */
  private static Optional<TrialRecord> start(Path file) throws IOException {
    return Files.exists(file) && Files.size(file) == 0 ? Optional.empty() : record(file);
  }

  private static Optional<TrialRecord> record(Path file) throws IOException {
    try {
      return Optional.of(Json.parse(Files.readString(file), TrialRecord.class));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw broken(file, e);
    }
  }

  /** The last line may be torn: its writer was killed, or is writing it now. */
  static List<EpochRecord> epochs(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    // Not Files.readString: a line can be torn within a character.
    String[] lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1);
    List<EpochRecord> epochs = new ArrayList<>();
    for (int i = 0; i < lines.length - 1; i++) {
      try {
        epochs.add(Json.parse(lines[i], EpochRecord.class));
      } catch (JsonProcessingException e) {
        throw new InvalidSpecException(
            "%s:%d is damaged: %s. Restore the file, or delete the trial's folder and run again with --resume."
                .formatted(file, i + 1, e.getOriginalMessage()));
      }
    }
    return epochs;
  }

  static ExperimentException cannotRead(Path file, IOException e) {
    return new ExperimentException("Cannot read %s: %s".formatted(file, e), e);
  }

  private static InvalidSpecException broken(Path file, JsonProcessingException e) {
    return new InvalidSpecException(
        "%s is damaged: %s. Restore the file, or delete its folder and run again."
            .formatted(file, e.getOriginalMessage()));
  }

  private static SweepRecord withTrials(SweepRecord s, List<TrialRecord> trials) {
    return new SweepRecord(
        s.id(),
        s.name(),
        s.question(),
        s.preset(),
        s.axis(),
        s.objective(),
        s.maximize(),
        s.matchedParameters(),
        s.matchedOperations(),
        s.plannedTrials(),
        s.data(),
        s.spec(),
        s.specHash(),
        s.command(),
        s.provenance(),
        trials,
        s.seconds());
  }
}
