package org.fathom4j.worker;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A worker as its parent has it. Orders may come from any thread, events go to one. */
final class WorkerProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 5;

  /** Java, and the native libraries, on a machine that is busy: five minutes. */
  private static final long START_TICKS = 6000;

  private static final int SIGNALLED = 128; // so Java adds to the number of a signal

  private static final Map<Integer, String> SIGNALS =
      Map.of(
          4, "was stopped by an instruction that this CPU lacks (SIGILL)",
          6, "crashed in native code (SIGABRT)",
          7, "crashed in native code (SIGBUS)",
          8, "crashed in native code (SIGFPE)",
          9, "was killed (SIGKILL), as the system does where memory runs out",
          11, "crashed in native code (SIGSEGV)",
          15, "was told to end (SIGTERM)");

  private final Process process;
  private final Frames.Out orders;
  private final Frames.In events;
  private final LastWords words;
  private final long mostTicks;
  private boolean ready;
  private volatile boolean awaited;
  private volatile long ticks;
  private volatile boolean silent;
  private volatile boolean stopTold = true; // nothing to stop before a job

  private WorkerProcess(Process process, long mostTicks) {
    this.process = process;
    this.orders = new Frames.Out(process.getOutputStream());
    this.events = new Frames.In(process.getInputStream());
    this.words = new LastWords(process.getErrorStream());
    this.mostTicks = mostTicks;
  }

  /**
   * Starts one.
   *
   * @param mostTicks how many ticks it may be silent when an event is awaited
   */
  static WorkerProcess start(Launch launch, long mostTicks) throws IOException {
    return new WorkerProcess(launch.start(), mostTicks);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Gives an order; one that is gone shows it when events are awaited. */
  void order(Order order) {
    try {
      orders.send(order.toJson());
    } catch (IOException gone) {
      return;
    }
    if (order instanceof Order.Train) {
      stopTold = false;
    }
  }

  /** Breaks off what it trains, after its step. */
  void stop() {
    if (!stopTold) {
      stopTold = true;
      order(new Order.Stop());
    }
  }

  /** Waits until it takes orders; false where it ended before. */
  boolean isReady() {
    ready = ready || next(START_TICKS).filter(Predicate.isEqual(WorkerMain.READY)).isPresent();
    return ready;
  }

  /** Whether it ever took orders. */
  boolean wasReady() {
    return ready;
  }

  /** Waits for the next event; empty where it ended, or was ended as it was silent. */
  Optional<String> next() {
    return next(0);
  }

  private Optional<String> next(long grace) {
    ticks = -grace;
    awaited = true;
    try {
      return events.next();
    } catch (IOException broken) {
      return Optional.empty();
    } finally {
      awaited = false;
    }
  }

  /** Called at an even pace, by one thread. */
  void tick() {
    if (!awaited) {
      return;
    }
    long now = ticks + 1;
    ticks = now;
    if (now > mostTicks) {
      silent = true;
      process.destroyForcibly();
    }
  }

  /** How it ended; waits until it has. */
  Ending ending() {
    end();
    String how = silent ? "was silent for too long and was ended" : how(process.exitValue());
    return new Ending(how, words.text());
  }

  private static String how(int exit) {
    if (exit == WorkerMain.OUT_OF_MEMORY) {
      return "ran out of memory";
    }
    String signal = SIGNALS.get(exit - SIGNALLED);
    return signal == null ? "ended with exit code " + exit : signal;
  }

  private void end() {
    boolean interrupted = false;
    while (process.isAlive()) {
      try {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Its orders end, so it does. */
  @Override
  public void close() {
    try {
      orders.close();
    } catch (IOException gone) { // what was buffered found no reader
      process.destroyForcibly();
    }
    end();
  }
}
