package org.fathom4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into a request: the trial under way stops after its step, what
 * is finished is kept, and the command that goes on is printed. The process then ends with exit
 * code 130, whichever signal it was.
 */
final class Interrupt implements AutoCloseable {
  private static final long SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private final TerminalConsole console;
  private volatile boolean requested;

  private Interrupt(TerminalConsole console, String resumeCommand) {
    this.console = console;
    this.hook =
        new Thread(
            () -> {
              requested = true;
              console.line("interrupted: finishing the step under way ...");
              waitForEnd();
              console.line("go on with: " + resumeCommand);
              // Left to itself, Java ends with 143 or 129 by the signal.
              Runtime.getRuntime().halt(Fathom.INTERRUPTED);
            },
            "interrupt");
  }

  /** Listens until closed. */
  static Interrupt listen(TerminalConsole console, String resumeCommand) {
    Interrupt interrupt = new Interrupt(console, resumeCommand);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  boolean requested() {
    return requested;
  }

  private void waitForEnd() {
    try {
      boolean inTime = ended.await(SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        console.line("the step under way does not end; what was finished before it is kept");
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
