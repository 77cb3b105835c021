package org.fathom4j.worker;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.trial.JobRunner;
import org.fathom4j.trial.TrialExecutor;
import org.fathom4j.trial.TrialJob;

/**
 * Trains trials in worker processes, each used from job to job. A process that is killed, crashes,
 * runs out of memory or hangs costs its trial one try: a new process goes on from the trial's last
 * checkpoint ({@link TrialEvent.Lost}). Where that is lost too, the trial has failed, and its cause
 * says how the process ended.
 *
 * <p>Of the steps of an epoch, its last is told, and of the others one now and then.
 */
public final class ProcessExecutor implements TrialExecutor {
  private final int slots;
  private final WorkerPool pool;
  private final boolean own;
  private final Setting setting;
  private final BooleanSupplier stopped;
  private final Semaphore free;
  private final ExecutorService threads;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Set<WorkerProcess> busy = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;

  /**
   * An executor; its processes are started as they are needed.
   *
   * @param slots jobs side by side, at least 1
   * @param limits of each process
   * @param places where data sets lie
   * @param files takes networks and checkpoints
   * @param checkpoints least time between two checkpoints of a trial; one that is paused keeps one
   *     in any case
   * @param stopped asked now and then; true breaks every job off after its step
   */
  public ProcessExecutor(
      int slots,
      WorkerLimits limits,
      DataPlaces places,
      RunFiles files,
      Duration checkpoints,
      BooleanSupplier stopped) {
    this(slots, new WorkerPool(limits, files.folder()), places, files, checkpoints, stopped, true);
  }

  /** On processes that others use before and after it, where they are not its own. */
  ProcessExecutor(
      int slots,
      WorkerPool pool,
      DataPlaces places,
      RunFiles files,
      Duration checkpoints,
      BooleanSupplier stopped,
      boolean own) {
    this.own = own;
    this.slots = slots;
    this.pool = pool;
    this.setting = Setting.of(files.folder(), pool.limits().threads(), checkpoints, places);
    this.stopped = stopped;
    this.free = new Semaphore(slots);
    this.threads = Executors.newFixedThreadPool(slots);
    Thread clock = new Thread(this::watch, "workers' clock");
    clock.setDaemon(true);
    clock.start();
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

  private boolean isStopping() {
    return closing || stopped.getAsBoolean();
  }

  private void watch() {
    try {
      while (!over.await(WorkerPool.TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        tick();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Called by the clock. */
  void tick() {
    boolean stopping = isStopping();
    for (WorkerProcess worker : busy) {
      worker.tick();
      if (stopping) {
        worker.stop();
      }
    }
  }

  private void work(TrialJob job, Consumer<? super SweepEvent> listener) {
    TrialEvent last = last(job, listener);
    free.release();
    JobRunner.tell(last, listener);
  }

  private TrialEvent last(TrialJob job, Consumer<? super SweepEvent> listener) {
    try {
      return run(new Conversation(setting, job, listener, this::isStopping));
    } catch (IOException failure) {
      return new BrokenOff(job.number(), "no worker process can be started: " + failure);
    } catch (RuntimeException | Error failure) { // the job's boundary
      return new BrokenOff(job.number(), JobRunner.cause(failure));
    }
  }

  /** In one worker or, where that is lost, in a second one. */
  private TrialEvent run(Conversation job) throws IOException {
    WorkerProcess first = pool.take();
    Optional<TrialEvent> last = with(first, job, false);
    if (last.isPresent()) {
      return last.get();
    }
    Ending lost = first.ending();
    if (job.isOver()) {
      return job.brokenOff();
    }
    job.lost(lost);
    WorkerProcess second = pool.take();
    last = with(second, job, true);
    if (last.isPresent()) {
      return last.get();
    }
    if (job.isOver()) {
      return job.brokenOff();
    }
    String cause =
        "two worker processes were lost: the first %s; the second %s"
            .formatted(lost.how(), second.ending());
    return second.wasReady() ? job.failed(cause) : job.brokenOff(cause);
  }

  private Optional<TrialEvent> with(WorkerProcess worker, Conversation job, boolean again) {
    Optional<TrialEvent> last = Optional.empty();
    busy.add(worker);
    try {
      last = job.with(worker, again);
    } finally {
      busy.remove(worker);
      if (last.isEmpty()) {
        worker.close();
      }
    }
    if (last.isPresent()) {
      pool.giveBack(worker);
    }
    return last;
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
    over.countDown();
    if (own) {
      pool.close();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
