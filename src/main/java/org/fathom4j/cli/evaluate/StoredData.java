package org.fathom4j.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSection;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.config.Problems;
import org.fathom4j.data.DataDescription;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.local.LocalStore;

/**
 * The data that a stored network was trained on.
 *
 * @param store the folder of its run; empty where the network lies alone
 * @param parameters of its trial
 * @param shape of an example, as {@code 32x32x3}; empty where unknown
 */
record StoredData(Optional<Path> store, Map<String, Object> parameters, String shape) {
  /** How pixels become numbers: part of what the network learned. */
  private static final List<String> LEARNED = List.of("normalize", "scale");

  /** Reads what the run of a trial's folder says. */
  static StoredData of(Path trial) {
    Path model = trial.toAbsolutePath().resolve("model.zip").normalize();
    Path store = trial.toAbsolutePath().resolve("../..").normalize();
    if (!Files.isRegularFile(experiment(store))) {
      return new StoredData(Optional.empty(), Map.of(), "");
    }
    SweepRecord record = LocalStore.read(store);
    return record.trials().stream()
        .filter(t -> LocalStore.modelFile(store, t.number()).equals(model))
        .findFirst()
        .map(t -> new StoredData(Optional.of(store), t.parameters(), record.data().shape()))
        .orElseGet(() -> new StoredData(Optional.empty(), Map.of(), ""));
  }

  private static Path experiment(Path store) {
    return store.resolve("experiment.yaml");
  }

  /**
   * The section of a data set as the run would have read it. The run's own data set keeps all of
   * its options; another one takes those that the network learned with.
   *
   * @param overrides {@code data.key=value}, which come last
   */
  DataSpec spec(String name, List<String> overrides, Problems problems) {
    List<String> all = new ArrayList<>();
    if (store.isPresent()) {
      DataSpec trained = bind(List.of(), new Problems());
      if (trained.name().equals(name) && areOfData(overrides)) {
        return bind(overrides, problems);
      }
      Map<String, Object> options = trained.options().values();
      LEARNED.stream()
          .filter(options::containsKey)
          .forEach(key -> all.add("data." + key + "=" + options.get(key)));
    }
    all.addAll(overrides);
    return DataSection.of(name, all, problems);
  }

  private static boolean areOfData(List<String> overrides) {
    return overrides.stream().allMatch(override -> override.startsWith("data."));
  }

  private DataSpec bind(List<String> overrides, Problems problems) {
    return ExperimentFile.load(experiment(store.orElseThrow()), Optional.empty(), overrides)
        .bind(parameters, problems)
        .data();
  }

  /** Whether the network can read such examples. */
  void checkFits(DataDescription found) {
    if (!shape.isEmpty() && !shape.equals(found.shape().toString())) {
      throw new InvalidSpecException(
          "the network reads examples of %s, those of %s are %s"
              .formatted(shape, found.title(), found.shape()));
    }
  }
}
