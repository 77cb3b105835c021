package org.fathom4j.experiment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.event.EventOrder;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Three trials of four epochs, a checkpoint after each; what happens is written down, and its order
 * held against the table.
 */
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
  final List<SweepEvent> events = Collections.synchronizedList(new ArrayList<>());
  final Map<Integer, Integer> firstEpochs = new TreeMap<>();
  private final Consumer<Progress> at;
  private String file = FILE;
  private BooleanSupplier stopped = () -> false;
  private BooleanSupplier paused = () -> false;
  private Consumer<SweepEvent> onEach = event -> {};

  SmallSweep(Path store, Consumer<Progress> at) {
    this.store = store;
    this.at = at;
  }

  SmallSweep stoppedBy(BooleanSupplier stop) {
    stopped = stop;
    return this;
  }

  SmallSweep pausedBy(BooleanSupplier pause) {
    paused = pause;
    return this;
  }

  /** Told of each event, after the store was. */
  SmallSweep hearing(Consumer<SweepEvent> listener) {
    onEach = listener;
    return this;
  }

  /** Another experiment in place of the usual one. */
  SmallSweep of(String yaml) {
    file = yaml;
    return this;
  }

  SweepResult run(int workers, boolean resume) {
    return run(Workers.inThisProcess(workers), resume);
  }

  SweepResult run(Workers workers, boolean resume) {
    return runner(resume, workers).run();
  }

  static PreparedSweep prepared() {
    return prepared(FILE);
  }

  static PreparedSweep prepared(String yaml) {
    ExperimentFile file =
        ExperimentFile.parse(yaml, Path.of("small.yaml"), Optional.empty(), List.of());
    return Preparation.of(file, DataPlaces.of(Map.of(), Path.of("."), true));
  }

  SweepResult run(boolean resume) {
    return run(1, resume);
  }

  SweepResult run(int workers, SweepRunner.Deciding agenda) {
    return runner(Files.exists(store), Workers.inThisProcess(workers)).run(agenda);
  }

  private SweepRunner runner(boolean resume, Workers workers) {
    RunOptions options =
        new RunOptions(
            store, resume, workers, Optional.empty(), "./fathom run small.yaml", "", Duration.ZERO);
    return new SweepRunner(prepared(file), options, new Watching(), stopped, paused);
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
        trial.fold(),
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

  private final class Watching implements Subscriber {
    private final EventOrder order = new EventOrder();

    @Override
    public void on(SweepEvent event) {
      order.on(event);
      events.add(event);
      onEach.accept(event);
      if (event instanceof Remark remark) {
        String kind = remark.kind() == Remark.Kind.WARNING ? "warning: " : "";
        said.add(kind + remark.text());
      } else if (event instanceof Progress progress) {
        firstEpochs.putIfAbsent(progress.number(), progress.epoch());
        at.accept(progress);
      }
    }

    @Override
    public void close() {
      // Holds memory alone.
    }
  }
}
