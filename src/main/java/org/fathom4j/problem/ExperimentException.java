package org.fathom4j.problem;

import java.io.IOException;

/**
 * A run's error, after it started: names the trial and carries the cause; the command line ends
 * with exit code 1.
 */
public final class ExperimentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its cause. */
  public ExperimentException(String message, Throwable cause) {
    super(message, cause);
  }

  /** An error that is its own cause. */
  public ExperimentException(String message) {
    super(message);
  }

  /** What a file system says of its trouble; its plain messages need no class name before them. */
  public static String reason(IOException trouble) {
    String words = trouble.getMessage();
    return words != null && trouble.getClass() == IOException.class ? words : trouble.toString();
  }
}
