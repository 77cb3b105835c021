package org.fathom4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fathom4j.experiment.Console;

/**
 * Turns Ctrl-C into a request: the trial under way stops after its step, what is finished is kept,
 * and the command that goes on is printed. The process then ends with exit code 130.
 */
final class Interrupt implements AutoCloseable {
  private static final long SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private volatile boolean requested;

  private Interrupt(Console console, String resumeCommand) {
    this.hook =
        new Thread(
            () -> {
              requested = true;
              console.line("interrupted: finishing the step under way ...");
              waitForEnd();
              console.line("go on with: " + resumeCommand);
            },
            "interrupt");
  }

  /** Listens until closed. */
  static Interrupt listen(Console console, String resumeCommand) {
    Interrupt interrupt = new Interrupt(console, resumeCommand);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  boolean requested() {
    return requested;
  }

  private void waitForEnd() {
    try {
      if (!ended.await(SECONDS, TimeUnit.SECONDS)) {
        Runtime.getRuntime().halt(Fathom.INTERRUPTED);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!requested) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
