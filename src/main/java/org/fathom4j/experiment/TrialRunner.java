package org.fathom4j.experiment;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.DataSplit;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.ExperimentException;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.network.ClassWeighting;
import org.fathom4j.tracking.Tracker;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.training.Budget;
import org.fathom4j.training.Checkpoint;
import org.fathom4j.training.Engine;
import org.fathom4j.training.ModelFile;
import org.fathom4j.training.TrainingListener;
import org.fathom4j.training.TrainingLoop;
import org.fathom4j.training.TrainingOutcome;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialBinding;
import org.fathom4j.trial.TrialJob;

/**
 * Runs one trial, from its start or its last checkpoint to its end, and tells the trackers. The
 * boundary at which a trial's error stops.
 */
final class TrialRunner {
  private final TrialBinding binding;
  private final SeenLists seen;
  private final LocalStore store;
  private final Duration checkpoints;
  private final Tracker tracker;
  private final Console console;
  private final BooleanSupplier stopped;

  /**
   * A runner.
   *
   * @param binding binds each job and has its examples
   * @param store keeps networks and checkpoints
   * @param checkpoints least time between two checkpoints
   */
  TrialRunner(
      TrialBinding binding,
      LocalStore store,
      Duration checkpoints,
      Tracker tracker,
      Console console,
      BooleanSupplier stopped) {
    this.binding = binding;
    this.store = store;
    this.seen = new SeenLists(store);
    this.checkpoints = checkpoints;
    this.tracker = tracker;
    this.console = console;
    this.stopped = stopped;
  }

  /**
   * The record of the trial; its state is RUNNING where the sweep was stopped, or the job's budget
   * ended before the training did.
   */
  TrialRecord run(TrialJob job) {
    long start = System.nanoTime();
    int number = job.number();
    PreparedTrial trial = binding.bind(job);
    DataSplit data = binding.examples(trial.data());
    ModelFile model = new ModelFile(store.modelFile(number), data.fitted(), seen.name(data));
    MultiLayerNetwork network =
        trial.network().build(ClassWeighting.of(trial.training().classWeights(), data.train()));
    try (Engine engine = Engines.of(network, trial.training().engine(), console)) {
      Optional<Checkpoint> from = checkpoint(number, network);
      TrialRecord started = record(trial, engine.name());
      Watch watch = new Watch(started);
      watch.started(from);
      double before = from.map(Checkpoint::seconds).orElse(0.0);
      TrialRecord ended;
      try {
        Budget budget = job.budget().after(from.map(Checkpoint::epoch).orElse(0));
        TrainingLoop loop =
            new TrainingLoop(trial.training(), data, trial.choice(), watch, stopped);
        TrainingOutcome outcome = loop.run(network, engine, job.seed(), budget, from);
        outcome.checkpoint().ifPresent(watch::keep);
        if (outcome.state() == TrialState.COMPLETE) {
          model.write(network);
        }
        ended = ended(started, outcome, before + seconds(start));
      } catch (IOException failure) {
        throw unwritable(number, failure);
      } catch (RuntimeException | OutOfMemoryError failure) { // the trial boundary
        ended = failed(started, watch.epochs, failure, before + seconds(start));
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

  /** What a trial goes on from; one that cannot be used is told, and passed over. */
  private Optional<Checkpoint> checkpoint(int trial, MultiLayerNetwork network) {
    try {
      Optional<byte[]> kept = store.checkpoint(trial);
      if (kept.isEmpty()) {
        return Optional.empty();
      }
      Checkpoint checkpoint = Checkpoint.read(new ByteArrayInputStream(kept.get()));
      if (checkpoint.fits(network)) {
        console.line("trial %d goes on after epoch %d".formatted(trial, checkpoint.epoch()));
        return Optional.of(checkpoint);
      }
      console.warn(
          "trial %d starts again: its checkpoint is one of another network".formatted(trial));
    } catch (IOException unusable) {
      console.warn(
          "trial %d starts again: its checkpoint cannot be read: %s"
              .formatted(trial, ExperimentException.reason(unusable)));
    }
    return Optional.empty();
  }

  private ExperimentException unwritable(int trial, IOException failure) {
    return new ExperimentException(
        "The network of trial %d cannot be written to %s: %s. %s"
            .formatted(
                trial,
                store.modelFile(trial).toAbsolutePath(),
                ExperimentException.reason(failure),
                "Free or mend the disk, then go on with --resume."),
        failure);
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

  private static TrialRecord ended(TrialRecord started, TrainingOutcome outcome, double seconds) {
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
        seconds);
  }

  private static TrialRecord failed(
      TrialRecord started, List<EpochRecord> epochs, Throwable failure, double seconds) {
    TrainingOutcome outcome =
        new TrainingOutcome(TrialState.FAILED, String.valueOf(failure), epochs, Map.of());
    return ended(started, outcome, seconds);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Passes a training's events on, and keeps a checkpoint now and then. */
  private final class Watch implements TrainingListener {
    private final TrialRecord trial;
    private final CheckpointPace pace = new CheckpointPace(checkpoints, System.nanoTime());
    private final List<EpochRecord> epochs = new ArrayList<>();

    Watch(TrialRecord trial) {
      this.trial = trial;
    }

    /** The epochs of before are told again: trackers know no trial that begins in its middle. */
    void started(Optional<Checkpoint> from) {
      tracker.trialStarted(trial);
      from.map(Checkpoint::epochs).orElse(List.of()).forEach(this::tell);
    }

    @Override
    public void stepEnded(Progress progress) {
      console.progress(trial, progress);
    }

    @Override
    public void epochEnded(EpochRecord epoch, Supplier<Checkpoint> checkpoint) {
      tell(epoch);
      if (pace.due(System.nanoTime())) {
        long start = System.nanoTime();
        keep(checkpoint.get());
        pace.kept(start, System.nanoTime());
      }
    }

    private void tell(EpochRecord epoch) {
      epochs.add(epoch);
      tracker.epochEnded(trial, epoch);
    }

    private void keep(Checkpoint checkpoint) {
      try {
        store.keepCheckpoint(trial.number(), checkpoint::writeTo);
      } catch (IOException failure) {
        console.warn(
            "trial %d goes on without a checkpoint of epoch %d: %s"
                .formatted(
                    trial.number(), checkpoint.epoch(), ExperimentException.reason(failure)));
      }
    }
  }
}
