package org.fathom4j.experiment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.training.TrainingListener.Progress;

/** Three trials of four epochs, a checkpoint after each; what happens is written down. */
final class SmallSweep {
  static final String FILE =
      """
      name: small
      question: Does a sweep that was broken off go on where it was?
      data: {name: street-numbers, train: 48, validation: 16, test: 16, augment: {shift: 1}}
      network:
        - dense: {units: "${width}", dropout: 0.2}
        - batch-normalization
        - output
      training: {epochs: 4, batch: 16, optimizer: {adam: {rate: 0.002}}, engine: dl4j}
      sweep: {space: {width: [2, 3, 4]}}
      """;

  final Path store;
  final List<String> said = new ArrayList<>();
  final Map<Integer, Integer> firstEpochs = new TreeMap<>();
  private final Consumer<Moment> at;
  private BooleanSupplier stopped = () -> false;

  /** A step that was done. */
  record Moment(int trial, Progress progress) {}

  SmallSweep(Path store, Consumer<Moment> at) {
    this.store = store;
    this.at = at;
  }

  SmallSweep stoppedBy(BooleanSupplier stop) {
    stopped = stop;
    return this;
  }

  static PreparedSweep prepared() {
    ExperimentFile file =
        ExperimentFile.parse(FILE, Path.of("small.yaml"), Optional.empty(), List.of());
    return Preparation.of(file, DataPlaces.of(Map.of(), Path.of("."), true));
  }

  Console console() {
    return new Watching();
  }

  SweepResult run(boolean resume) {
    RunOptions options =
        new RunOptions(
            store, resume, 1, Optional.empty(), "./fathom run small.yaml", "", Duration.ZERO);
    return new SweepRunner(prepared(), options, new Watching(), stopped).run();
  }

  /** The stored trials without what a clock says. */
  static List<TrialRecord> timeless(Path store) {
    return LocalStore.read(store).trials().stream().map(SmallSweep::timeless).toList();
  }

  static TrialRecord timeless(TrialRecord trial) {
    return new TrialRecord(
        trial.number(),
        trial.parameters(),
        trial.seed(),
        trial.state(),
        trial.cause(),
        trial.networkParameters(),
        trial.engine(),
        trial.epochs().stream().map(SmallSweep::timeless).toList(),
        trial.results(),
        0);
  }

  private static EpochRecord timeless(EpochRecord epoch) {
    Map<String, Double> metrics = new TreeMap<>(epoch.metrics());
    metrics.keySet().removeIf(name -> name.startsWith("time/"));
    return new EpochRecord(epoch.epoch(), 0, metrics);
  }

  private final class Watching implements Console {
    @Override
    public void line(String text) {
      said.add(text);
    }

    @Override
    public void warn(String text) {
      said.add("warning: " + text);
    }

    @Override
    public void status(String text) {
      // Of passing interest.
    }

    @Override
    public void progress(TrialRecord trial, Progress progress) {
      firstEpochs.putIfAbsent(trial.number(), progress.epoch());
      at.accept(new Moment(trial.number(), progress));
    }

    @Override
    public void trialEnded(TrialRecord trial) {
      said.add("trial " + trial.number() + " " + trial.state());
    }
  }
}
