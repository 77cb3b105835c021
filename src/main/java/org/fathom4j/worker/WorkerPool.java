package org.fathom4j.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Worker processes that wait for a job, and new ones where none waits. Thread-safe. */
final class WorkerPool implements AutoCloseable {
  /** Silence is counted in these. */
  static final Duration TICK = Duration.ofMillis(50);

  private final WorkerLimits limits;
  private final Launch launch;
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();

  /**
   * A pool, empty.
   *
   * @param limits of each process
   * @param crashes folder that takes Java's reports of processes that crashed
   */
  WorkerPool(WorkerLimits limits, Path crashes) {
    this.limits = limits;
    this.launch = new Launch(limits, crashes.toAbsolutePath());
  }

  WorkerLimits limits() {
    return limits;
  }

  synchronized WorkerProcess take() throws IOException {
    while (!idle.isEmpty()) {
      WorkerProcess worker = idle.remove();
      if (worker.isAlive()) {
        return worker;
      }
      worker.close();
    }
    return WorkerProcess.start(launch, Math.max(1, limits.silence().dividedBy(TICK)));
  }

  synchronized void giveBack(WorkerProcess worker) {
    idle.add(worker);
  }

  @Override
  public synchronized void close() {
    idle.forEach(WorkerProcess::close);
    idle.clear();
  }
}
