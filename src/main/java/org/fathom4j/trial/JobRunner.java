package org.fathom4j.trial;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.RunFiles;

/**
 * Trains jobs on the thread that asks, and has a last event for whatever becomes of them: a trial's
 * error ends the trial, any other breaks the job off.
 */
public final class JobRunner implements AutoCloseable {
  private final NumericThreads before = NumericThreads.now();
  private final NumericThreads numeric;
  private final TrialRunner runner;
  private final Consumer<OutOfMemoryError> memory;

  /**
   * A runner.
   *
   * @param numeric threads of the numeric libraries for each job, at least 1
   * @param binding binds each job and has its examples
   * @param files takes networks and checkpoints
   * @param checkpoints least time between two checkpoints of a trial; one that is paused keeps one
   *     in any case
   * @param stopped asked between steps; true breaks the job off
   * @param memory told of memory that ran out, before its job ends
   */
  public JobRunner(
      int numeric,
      TrialBinding binding,
      RunFiles files,
      Duration checkpoints,
      BooleanSupplier stopped,
      Consumer<OutOfMemoryError> memory) {
    this.runner = new TrialRunner(binding, files, checkpoints, stopped, memory);
    this.memory = memory;
    this.numeric = NumericThreads.of(numeric);
    this.numeric.apply();
  }

  /**
   * Trains a job.
   *
   * @param again whether it was begun before and lost: its trial is then told from its first epoch
   * @param listener hears of all but the last event
   * @return the last event
   */
  public TrialEvent run(TrialJob job, boolean again, Consumer<? super SweepEvent> listener) {
    try {
      numeric.applyHere();
      return runner.run(job, again, listener);
    } catch (RuntimeException | Error failure) { // the job's boundary, outside of the trial's
      if (failure instanceof OutOfMemoryError error) {
        memory.accept(error);
      }
      return new BrokenOff(job.number(), cause(failure));
    }
  }

  /** Tells a job's last event; one that cannot be told breaks the job off. */
  public static void tell(TrialEvent last, Consumer<? super SweepEvent> listener) {
    try {
      listener.accept(last);
    } catch (RuntimeException failure) { // the job's boundary: its end could not be told
      listener.accept(new BrokenOff(last.number(), cause(failure)));
    }
  }

  /** Why a job could not go on, for a person. */
  public static String cause(Throwable failure) {
    boolean told =
        failure instanceof ExperimentException || failure instanceof InvalidSpecException;
    return told
        ? String.valueOf(failure.getMessage())
        : "the sweep cannot go on: " + failure + "; resume it once that is mended";
  }

  /** The numeric libraries have their threads again. */
  @Override
  public void close() {
    before.apply();
  }
}
