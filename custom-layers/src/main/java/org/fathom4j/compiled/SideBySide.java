package org.fathom4j.compiled;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** Threads that share out pieces of work, and compute each in the native libraries alone. */
final class SideBySide implements AutoCloseable {
  /** Nanoseconds for which a thread goes on with one piece of work before it looks for another. */
  private static final long AT_ONCE = 500_000;

  private final ExecutorService threads;
  private final int count;

  /** Steps that must run one after the other, of one piece of work. */
  static final class Work {
    private final int steps;
    private final IntConsumer step;
    private int done;
    private boolean taken;

    Work(int steps, IntConsumer step) {
      this.steps = steps;
      this.step = step;
    }

    private void advance() {
      long from = System.nanoTime();
      do {
        step.accept(done);
        done++;
      } while (done < steps && System.nanoTime() - from < AT_ONCE);
    }
  }

  /** Work of which no piece is done by two threads at a time. */
  private static final class Queue {
    private final List<Work> all;
    private boolean failed;

    Queue(List<Work> all) {
      this.all = all;
    }

    /** The piece that is furthest back of those that no other thread works on. */
    synchronized @Nullable Work next(@Nullable Work before) {
      if (before != null) {
        before.taken = false;
      }
      Work next = null;
      for (Work each : all) {
        boolean open = !failed && !each.taken && each.done < each.steps;
        if (open && (next == null || each.done < next.done)) {
          next = each;
        }
      }
      if (next != null) {
        next.taken = true;
      }
      return next;
    }

    synchronized void fail() {
      failed = true;
    }

    void work() {
      boolean sound = false;
      try {
        for (Work work = next(null); work != null; work = next(work)) {
          work.advance();
        }
        sound = true;
      } finally {
        if (!sound) {
          fail();
        }
      }
    }
  }

  /** So many threads. */
  SideBySide(int count) {
    this.count = count;
    this.threads = Executors.newFixedThreadPool(count, SideBySide::thread);
  }

  /** How many threads. */
  int count() {
    return count;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(() -> alone(work), "side by side");
    thread.setDaemon(true);
    return thread;
  }

  /** OpenMP keeps its number for each thread. */
  private static void alone(Runnable work) {
    NativeOps native4j = NativeOpsHolder.getInstance().getDeviceNativeOps();
    native4j.setOmpNumThreads(1);
    work.run();
  }

  /** Does all of it; where a step fails, no further one begins, and the failure is thrown. */
  void run(List<Work> works) {
    Queue queue = new Queue(works);
    List<Future<?>> shares = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      shares.add(threads.submit(queue::work));
    }
    boolean interrupted = false;
    for (Future<?> share : shares) {
      interrupted |= done(share, queue);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Future<?> share : shares) {
      rethrow(share);
    }
    if (interrupted) {
      throw new IllegalStateException("the training was interrupted");
    }
  }

  /** Waits for a thread, which may still be in a step; the result is whether it should not have. */
  private static boolean done(Future<?> share, Queue queue) {
    boolean interrupted = false;
    while (!share.isDone()) {
      try {
        share.get();
      } catch (InterruptedException stop) {
        interrupted = true;
        queue.fail();
      } catch (ExecutionException failed) {
        queue.fail();
      }
    }
    return interrupted;
  }

  private static void rethrow(Future<?> share) {
    try {
      share.get();
    } catch (InterruptedException impossible) { // it is done
      throw new IllegalStateException(impossible);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (failed.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
