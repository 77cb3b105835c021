package org.fathom4j.mlflow;

import java.util.Arrays;
import org.fathom4j.mlflow.client.RunStatus;

/** How a training ended that nobody closed, as the end of the program shows. */
final class ExitStatus {
  private ExitStatus() {}

  /**
   * Asked when the Java runtime shuts down.
   *
   * @param thread that trained
   * @param inEpoch whether an epoch was begun and not ended
   */
  static RunStatus of(Thread thread, boolean inEpoch) {
    boolean gone = !thread.isAlive() || exitsItself(thread);
    if (!gone) {
      return RunStatus.KILLED;
    }
    return inEpoch ? RunStatus.FAILED : RunStatus.FINISHED;
  }

  /** Whether it waits in {@code System.exit}. */
  private static boolean exitsItself(Thread thread) {
    return Arrays.stream(thread.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(Runtime.class.getName())
                    && frame.getMethodName().equals("exit"));
  }
}
