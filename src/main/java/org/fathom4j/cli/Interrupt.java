package org.fathom4j.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Turns Ctrl-C, SIGTERM and SIGHUP into a request: the trial under way stops after its step, what
 * is finished is kept, and the command that goes on is printed. The process then ends with exit
 * code 130, whichever signal it was. A Ctrl-C after that stops at once.
 */
final class Interrupt implements AutoCloseable {
  private static final long SECONDS = 60;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook;
  private final Consumer<String> line;
  private volatile boolean requested;

  private Interrupt(Consumer<String> line, String resumeCommand) {
    this.line = line;
    this.hook =
        new Thread(
            () -> {
              requested = true;
              line.accept("interrupted: finishing the step under way; once more to stop at once");
              Signals.on("INT", () -> stopAtOnce(resumeCommand));
              waitForEnd();
              line.accept("go on with: " + resumeCommand);
              // Left to itself, Java ends with 143 or 129 by the signal.
              Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
            },
            "interrupt");
  }

  /**
   * Listens until closed.
   *
   * @param line takes a line for the person
   * @param resumeCommand goes on with what was interrupted
   */
  static Interrupt listen(Consumer<String> line, String resumeCommand) {
    Interrupt interrupt = new Interrupt(line, resumeCommand);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** What is on disk is whole at any time. */
  private void stopAtOnce(String resumeCommand) {
    line.accept("stopped at once; go on with: " + resumeCommand);
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
  }

  boolean requested() {
    return requested;
  }

  private void waitForEnd() {
    try {
      boolean inTime = ended.await(SECONDS, TimeUnit.SECONDS);
      if (!inTime) {
        line.accept("the step under way does not end; what was finished before it is kept");
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
