package org.fathom4j.trial;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.ExampleStream;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.network.ClassWeighting;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.training.Budget;
import org.fathom4j.training.Checkpoint;
import org.fathom4j.training.Engine;
import org.fathom4j.training.ModelFile;
import org.fathom4j.training.TrainingLoop;
import org.fathom4j.training.TrainingOutcome;

/**
 * Runs one job of a trial, from its start or its last checkpoint to its pause or end. The boundary
 * at which a trial's error stops.
 */
final class TrialRunner {
  private final TrialBinding binding;
  private final SeenLists seen;
  private final RunFiles files;
  private final Duration checkpoints;
  private final BooleanSupplier stopped;
  private final Consumer<OutOfMemoryError> memory;
  private final NetworkMemory networks = new NetworkMemory();

  /**
   * A runner.
   *
   * @param binding binds each job and has its examples
   * @param files takes networks and checkpoints
   * @param checkpoints least time between two checkpoints
   * @param memory told of memory that ran out in a training, before its trial ends
   */
  TrialRunner(
      TrialBinding binding,
      RunFiles files,
      Duration checkpoints,
      BooleanSupplier stopped,
      Consumer<OutOfMemoryError> memory) {
    this.binding = binding;
    this.files = files;
    this.seen = new SeenLists(files);
    this.checkpoints = checkpoints;
    this.stopped = stopped;
    this.memory = memory;
  }

  /**
   * Trains within the job's budget.
   *
   * @param again whether the job was begun before: its trial is then told from its first epoch
   * @param listener hears of all but the last event
   * @return the last event
   * @throws ExperimentException if the network cannot be written: the sweep cannot go on
   */
  TrialEvent run(TrialJob job, boolean again, Consumer<? super SweepEvent> listener) {
    PreparedTrial trial = binding.bind(job);
    DataSplit data = binding.examples(trial.data());
    MultiLayerNetwork network =
        trial.network().build(ClassWeighting.of(trial.training().classWeights(), data.train()));
    trial.training().init().from().ifPresent(from -> start(network, from, listener));
    try (Engine engine =
        Engines.of(network, trial.training(), text -> listener.accept(Remark.warning(text)))) {
      return new Job(job, trial, data, network, engine, listener).run(again);
    } finally {
      networks.release(network);
    }
  }

  private static void start(
      MultiLayerNetwork network, String from, Consumer<? super SweepEvent> listener) {
    List<String> own = StartingNetwork.of(from).give(network);
    if (!own.isEmpty()) {
      String layers = String.join(", ", own);
      listener.accept(Remark.note("layers that do not start from %s: %s".formatted(from, layers)));
    }
  }

  /** One job under way. */
  private final class Job {
    private long start = System.nanoTime();
    private final TrialJob job;
    private final PreparedTrial trial;
    private final DataSplit data;
    private final MultiLayerNetwork network;
    private final Engine engine;
    private final Consumer<? super SweepEvent> listener;
    private final TrialRecord started;

    Job(
        TrialJob job,
        PreparedTrial trial,
        DataSplit data,
        MultiLayerNetwork network,
        Engine engine,
        Consumer<? super SweepEvent> listener) {
      this.job = job;
      this.trial = trial;
      this.data = data;
      this.network = network;
      this.engine = engine;
      this.listener = event -> tell(event, listener);
      this.started = record(trial, engine.name());
    }

    /** While it is told it does not train: a sweep that is paused lets it wait here. */
    private void tell(SweepEvent event, Consumer<? super SweepEvent> others) {
      long told = System.nanoTime();
      others.accept(event);
      start += System.nanoTime() - told;
    }

    TrialEvent run(boolean again) {
      Optional<Checkpoint> from = checkpoint();
      double before = from.map(Checkpoint::seconds).orElse(0.0);
      TrialWatch watch = new TrialWatch(job.number(), files, checkpoints, listener);
      begin(from, again, watch);
      try {
        Budget budget = job.budget().after(from.map(Checkpoint::epoch).orElse(0));
        TrainingLoop loop =
            new TrainingLoop(trial.training(), data, trial.choice(), watch, stopped);
        return last(loop.run(network, engine, job.seed(), budget, from), watch, before);
      } catch (IOException failure) {
        throw unwritable(failure);
      } catch (RuntimeException | OutOfMemoryError failure) { // the trial boundary
        watch.throwIfUnheard();
        if (failure instanceof OutOfMemoryError error) {
          memory.accept(error);
        }
        TrainingOutcome outcome =
            new TrainingOutcome(
                TrialState.FAILED, String.valueOf(failure), watch.epochs(), Map.of());
        return new TrialEnded(ended(outcome, before));
      }
    }

    /** What was paused goes on; all else is told from its first epoch. */
    private void begin(Optional<Checkpoint> from, boolean again, TrialWatch watch) {
      int done = from.map(Checkpoint::epoch).orElse(0);
      if (!again && done > 0 && done == job.budget().from() - 1) {
        listener.accept(new Continued(job.number(), done, job.budget().to()));
        watch.knows(from.get().epochs());
        return;
      }
      listener.accept(new TrialStarted(started));
      from.map(Checkpoint::epochs).orElse(List.of()).forEach(watch::tell);
    }

    private TrialEvent last(TrainingOutcome outcome, TrialWatch watch, double before)
        throws IOException {
      if (outcome.checkpoint().isPresent()) {
        Checkpoint kept = outcome.checkpoint().get();
        watch.keep(kept);
        return new Paused(job.number(), kept.epoch(), kept.seconds());
      }
      if (outcome.state() == TrialState.RUNNING) {
        return new BrokenOff(job.number(), "");
      }
      if (outcome.state() == TrialState.COMPLETE) {
        new ModelFile(files.model(job.number()), data.fitted(), seen.name(data))
            .write(network, ExampleStream.views(data.validation(), 0).get(0));
        if (outcome.tested().isPresent()) {
          files.keepTest(job.number(), outcome.tested().get());
        }
      }
      return new TrialEnded(ended(outcome, before));
    }

    /** What the trial goes on from; one that cannot be used is told, and passed over. */
    private Optional<Checkpoint> checkpoint() {
      try {
        Optional<byte[]> kept = files.checkpoint(job.number());
        if (kept.isEmpty()) {
          if (job.budget().from() > 1) {
            startsAgain("its checkpoint is not there");
          }
          return Optional.empty();
        }
        Checkpoint checkpoint = Checkpoint.read(new ByteArrayInputStream(kept.get()));
        if (checkpoint.fits(network)) {
          goesOn(checkpoint.epoch());
          return Optional.of(checkpoint);
        }
        startsAgain("its checkpoint is one of another network");
      } catch (IOException unusable) {
        startsAgain("its checkpoint cannot be read: " + ExperimentException.reason(unusable));
      }
      return Optional.empty();
    }

    private void startsAgain(String why) {
      String text = "trial %d starts again: %s".formatted(job.number(), why);
      listener.accept(Remark.warning(text));
    }

    /** A promotion is no news: its event says so. */
    private void goesOn(int epoch) {
      if (job.budget().from() != epoch + 1) {
        String text = "trial %d goes on after epoch %d".formatted(job.number(), epoch);
        listener.accept(Remark.note(text));
      }
    }

    private ExperimentException unwritable(IOException failure) {
      return new ExperimentException(
          "The network of trial %d cannot be written to %s: %s. %s"
              .formatted(
                  job.number(),
                  files.model(job.number()).toAbsolutePath(),
                  ExperimentException.reason(failure),
                  "Free or mend the disk, then go on with --resume."),
          failure);
    }

    private TrialRecord ended(TrainingOutcome outcome, double before) {
      return new TrialRecord(
          started.number(),
          started.parameters(),
          started.seed(),
          started.fold(),
          outcome.state(),
          outcome.cause(),
          started.networkParameters(),
          started.engine(),
          outcome.epochs(),
          outcome.results(),
          before + (System.nanoTime() - start) / 1e9);
    }
  }

  private static TrialRecord record(PreparedTrial trial, String engine) {
    return new TrialRecord(
        trial.planned().number(),
        trial.planned().parameters(),
        trial.planned().seed(),
        trial.planned().fold(),
        TrialState.RUNNING,
        "",
        trial.network().parameters(),
        engine,
        List.of(),
        Map.of(),
        0);
  }
}
