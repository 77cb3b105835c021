package org.fathom4j.cli.evaluate;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.config.DataSection;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.SeenExamples;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;
import org.fathom4j.tracking.local.LocalStore;

/**
 * A trial of a stored run.
 *
 * @param folder of the trial
 * @param store the folder of its run; empty where the network lies alone
 * @param parameters of the trial
 * @param choice why this trial was taken, where a whole sweep was named; else empty
 */
record StoredData(
    Path folder, Optional<Path> store, Map<String, Object> parameters, String choice) {
  /** How examples become what the network reads is part of it. */
  private static final List<String> LEARNED =
      List.of(
          "normalize",
          "normalize-label",
          "missing",
          "scale",
          "size",
          "channels",
          "columns",
          "label");

  /**
   * What the folder of a trial, or of a sweep, says.
   *
   * @throws InvalidSpecException if no trial of the sweep is complete
   */
  static StoredData of(Path run) {
    if (Files.isRegularFile(run.resolve("sweep.json"))) {
      return best(run);
    }
    Path model = model(run.toAbsolutePath()).normalize();
    Path store = run.toAbsolutePath().resolve("../..").normalize();
    if (!Files.isRegularFile(experiment(store))) {
      return new StoredData(run, Optional.empty(), Map.of(), "");
    }
    return LocalStore.read(store).trials().stream()
        .filter(t -> LocalStore.modelFile(store, t.number()).equals(model))
        .findFirst()
        .map(t -> new StoredData(run, Optional.of(store), t.parameters(), ""))
        .orElseGet(() -> new StoredData(run, Optional.empty(), Map.of(), ""));
  }

  /**
   * A model of a registry.
   *
   * @param uri as it was asked for
   * @param folder where its files are kept here
   */
  static StoredData registered(String uri, Path folder) {
    Path parameters = folder.resolve("parameters.json");
    if (!Files.isRegularFile(experiment(folder)) || !Files.isRegularFile(parameters)) {
      return new StoredData(folder, Optional.empty(), Map.of(), uri + ", kept in " + folder);
    }
    try {
      Map<String, Object> trial =
          new ObjectMapper().readValue(parameters.toFile(), new TypeReference<>() {});
      return new StoredData(folder, Optional.of(folder), trial, uri + ", kept in " + folder);
    } catch (IOException e) {
      throw new InvalidSpecException(
          parameters + " cannot be read; delete " + folder + ", and it is fetched again: " + e);
    }
  }

  private static StoredData best(Path store) {
    SweepRecord sweep = LocalStore.read(store);
    TrialRecord best =
        sweep
            .best()
            .orElseThrow(
                () ->
                    new InvalidSpecException(
                        "%s: none of its %d trials is complete; there is no network to score"
                            .formatted(store, sweep.trials().size())));
    Path model = LocalStore.modelFile(store, best.number());
    String choice =
        "trial %d, the best of %d by %s (%.4g)"
            .formatted(
                best.number(),
                sweep.trials().size(),
                sweep.objective(),
                best.result("best/" + sweep.objective()));
    return new StoredData(
        Objects.requireNonNull(model.getParent()), Optional.of(store), best.parameters(), choice);
  }

  /** The file of its network. */
  Path model() {
    return model(folder);
  }

  private static Path model(Path folder) {
    return folder.resolve("model.zip");
  }

  private static Path experiment(Path store) {
    return store.resolve("experiment.yaml");
  }

  /** Which network it is, in words. */
  String name() {
    String last = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    return last.matches("\\d{4,9}") ? "trial " + Integer.parseInt(last) : last;
  }

  /**
   * The examples that it was trained on; empty where the list is not there.
   *
   * @param id name of the list
   */
  Optional<SeenExamples> seen(String id) {
    Optional<Path> file = store.map(run -> LocalStore.seenFile(run, id)).filter(Files::exists);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(SeenExamples.read(file.get()));
    } catch (IOException e) {
      throw new InvalidSpecException(String.valueOf(e.getMessage()));
    }
  }

  /**
   * The section of a data set. The run's own data set keeps all of its options.
   *
   * @param overrides {@code data.key=value}, which come last
   */
  DataSpec spec(String name, List<String> overrides, Problems problems) {
    for (String override : overrides) {
      LEARNED.stream()
          .filter(
              key ->
                  override.startsWith("data." + key + "=")
                      || override.startsWith("data." + key + "."))
          .forEach(
              key ->
                  problems.add(
                      "",
                      "data." + key,
                      "is part of the stored network, which reads all data as it learned to; leave"
                          + " it out"));
    }
    if (store.isPresent() && areOfData(overrides)) {
      DataSpec trained = bind(List.of(), new Problems());
      if (trained.name().equals(name)) {
        return bind(named(trained, overrides), problems);
      }
    }
    return DataSection.of(name, overrides, problems);
  }

  /** Where another file is asked for, the run's own file of test rows is not. */
  private static List<String> named(DataSpec trained, List<String> overrides) {
    boolean other = overrides.stream().anyMatch(override -> override.startsWith("data.file="));
    return other && trained.options().has("test-file")
        ? Stream.concat(overrides.stream(), Stream.of("data.test-file=''")).toList()
        : overrides;
  }

  private static boolean areOfData(List<String> overrides) {
    return overrides.stream().allMatch(override -> override.startsWith("data."));
  }

  private DataSpec bind(List<String> overrides, Problems problems) {
    return ExperimentFile.load(experiment(store.orElseThrow()), Optional.empty(), overrides)
        .bind(parameters, problems)
        .data();
  }
}
