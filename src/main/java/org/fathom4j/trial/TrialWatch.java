package org.fathom4j.trial;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.CheckpointKept;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.training.Checkpoint;
import org.fathom4j.training.TrainingListener;
import org.jspecify.annotations.Nullable;

/** Passes a training's events on, and keeps a checkpoint now and then. For one thread. */
final class TrialWatch implements TrainingListener {
  private final int trial;
  private final RunFiles files;
  private final CheckpointPace pace;
  private final Consumer<? super SweepEvent> listener;
  private final List<EpochRecord> epochs = new ArrayList<>();
  private @Nullable RuntimeException unheard;

  TrialWatch(
      int trial, RunFiles files, Duration checkpoints, Consumer<? super SweepEvent> listener) {
    this.trial = trial;
    this.files = files;
    this.pace = new CheckpointPace(checkpoints, System.nanoTime());
    this.listener = listener;
  }

  /** Epochs that were told before. */
  void knows(List<EpochRecord> before) {
    epochs.addAll(before);
  }

  /** Every epoch that was told. */
  List<EpochRecord> epochs() {
    return epochs;
  }

  @Override
  public void stepEnded(TrainingListener.Progress p) {
    emit(
        new TrialEvent.Progress(
            trial, p.epoch(), p.epochs(), p.examples(), p.examplesPerEpoch(), p.loss()));
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

  /** An epoch ended, now or before the checkpoint that a retry goes on from. */
  void tell(EpochRecord epoch) {
    epochs.add(epoch);
    emit(new EpochEnded(trial, epoch));
  }

  /** Keeps a checkpoint; a disk that takes none stops nothing. */
  void keep(Checkpoint checkpoint) {
    try {
      files.keepCheckpoint(trial, checkpoint::writeTo);
      emit(new CheckpointKept(trial, checkpoint.epoch()));
    } catch (IOException failure) {
      emit(
          Remark.warning(
              "trial %d goes on without a checkpoint of epoch %d: %s"
                  .formatted(trial, checkpoint.epoch(), ExperimentException.reason(failure))));
    }
  }

  private void emit(SweepEvent event) {
    try {
      listener.accept(event);
    } catch (RuntimeException failure) { // the sweep's, not the trial's: thrown on
      unheard = failure;
      throw failure;
    }
  }

  /** Throws what the listener threw: no failure of the trial. */
  void throwIfUnheard() {
    if (unheard != null) {
      throw unheard;
    }
  }
}
