package org.fathom4j.trial;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.tracking.local.RunFiles;

/** Trains trials on threads of this process. */
public final class ThreadExecutor implements TrialExecutor {
  private final int slots;
  private final Semaphore free;
  private final ExecutorService threads;
  private final JobRunner runner;
  private volatile boolean closing;

  /**
   * An executor.
   *
   * @param slots jobs side by side, at least 1
   * @param numeric threads of the numeric libraries for each job, at least 1
   * @param binding binds each job and has its examples
   * @param files takes networks and checkpoints
   * @param checkpoints least time between two checkpoints of a trial; one that is paused keeps one
   *     in any case
   * @param stopped asked between steps; true breaks every job off
   */
  public ThreadExecutor(
      int slots,
      int numeric,
      TrialBinding binding,
      RunFiles files,
      Duration checkpoints,
      BooleanSupplier stopped) {
    this.slots = slots;
    this.free = new Semaphore(slots);
    this.threads = Executors.newFixedThreadPool(slots);
    this.runner =
        new JobRunner(
            numeric,
            binding,
            files,
            checkpoints,
            () -> closing || stopped.getAsBoolean(),
            error -> {});
  }

  @Override
  public int slots() {
    return slots;
  }

  @Override
  public void start(TrialJob job, Consumer<? super SweepEvent> listener) {
    if (closing || !free.tryAcquire()) {
      throw new IllegalStateException(
          closing ? "the executor is closed" : "each of the " + slots + " slots is taken");
    }
    threads.execute(() -> work(job, listener));
  }

  private void work(TrialJob job, Consumer<? super SweepEvent> listener) {
    TrialEvent last = runner.run(job, false, listener);
    free.release();
    JobRunner.tell(last, listener);
  }

  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    runner.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
