package org.fathom4j.experiment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.ExperimentException;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.Tracker;
import org.fathom4j.training.Checkpoint;
import org.fathom4j.training.Engine;
import org.fathom4j.training.TrainingListener;
import org.fathom4j.training.TrainingLoop;
import org.fathom4j.training.TrainingOutcome;

/**
 * Runs one trial from start to end and tells the trackers. The boundary at which a trial's error
 * stops.
 */
final class TrialRunner {
  private final TrainingLoop.Choice choice;
  private final Tracker tracker;
  private final Console console;
  private final BooleanSupplier stopped;

  TrialRunner(
      TrainingLoop.Choice choice, Tracker tracker, Console console, BooleanSupplier stopped) {
    this.choice = choice;
    this.tracker = tracker;
    this.console = console;
    this.stopped = stopped;
  }

  /** The record of the trial; its state is RUNNING where the sweep was stopped. */
  TrialRecord run(PreparedTrial trial, DataSplit data, Path modelFile) {
    long start = System.nanoTime();
    MultiLayerNetwork network = trial.network().build();
    try (Engine engine = Engines.of(network, trial.spec().training().engine(), console)) {
      TrialRecord started = record(trial, engine.name());
      tracker.trialStarted(started);
      Watch watch = new Watch(started);
      TrialRecord ended;
      try {
        TrainingOutcome outcome =
            new TrainingLoop(trial.spec().training(), data, choice, watch, stopped)
                .run(network, engine, trial.planned().seed());
        if (outcome.state() == TrialState.COMPLETE) {
          ModelSerializer.writeModel(network, modelFile.toFile(), false);
        }
        ended = ended(started, outcome, start);
      } catch (IOException failure) {
        throw new ExperimentException(
            "The network of trial %d cannot be written to %s: %s. %s"
                .formatted(
                    trial.planned().number(),
                    modelFile.toAbsolutePath(),
                    ExperimentException.reason(failure),
                    "Free or mend the disk, then go on with --resume."),
            failure);
      } catch (RuntimeException | OutOfMemoryError failure) { // the trial boundary
        ended = failed(started, watch.epochs, failure, start);
      }
      if (ended.state() != TrialState.RUNNING) {
        tracker.trialEnded(ended);
        console.trialEnded(ended);
      }
      return ended;
    } finally {
      network.close();
    }
  }

  private static TrialRecord record(PreparedTrial trial, String engine) {
    return new TrialRecord(
        trial.planned().number(),
        trial.planned().parameters(),
        trial.planned().seed(),
        TrialState.RUNNING,
        "",
        trial.network().parameters(),
        engine,
        List.of(),
        Map.of(),
        0);
  }

  private static TrialRecord ended(TrialRecord started, TrainingOutcome outcome, long start) {
    return new TrialRecord(
        started.number(),
        started.parameters(),
        started.seed(),
        outcome.state(),
        outcome.cause(),
        started.networkParameters(),
        started.engine(),
        outcome.epochs(),
        outcome.results(),
        (System.nanoTime() - start) / 1e9);
  }

  private static TrialRecord failed(
      TrialRecord started, List<EpochRecord> epochs, Throwable failure, long start) {
    TrainingOutcome outcome =
        new TrainingOutcome(TrialState.FAILED, String.valueOf(failure), epochs, Map.of());
    return ended(started, outcome, start);
  }

  /** Passes a training's events on. */
  private final class Watch implements TrainingListener {
    private final TrialRecord trial;
    private final List<EpochRecord> epochs = new ArrayList<>();

    Watch(TrialRecord trial) {
      this.trial = trial;
    }

    @Override
    public void stepEnded(Progress progress) {
      console.progress(trial, progress);
    }

    @Override
    public void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint) {
      epochs.add(epoch);
      tracker.epochEnded(trial, epoch);
    }
  }
}
