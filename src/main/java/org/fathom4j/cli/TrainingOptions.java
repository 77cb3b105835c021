package org.fathom4j.cli;

import org.fathom4j.config.InvalidSpecException;
import picocli.CommandLine.Option;

/** Options of every command that trains. */
final class TrainingOptions {
  private static final int MOST_WORKERS = 1000;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trials trained side by side (${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  /**
   * Trials trained side by side.
   *
   * @throws InvalidSpecException if that is no number of workers
   */
  int workers() {
    if (workers < 1 || workers > MOST_WORKERS) {
      throw new InvalidSpecException(
          "--workers must be at least 1 and at most " + MOST_WORKERS + ", got " + workers);
    }
    return workers;
  }

  boolean offline() {
    return offline;
  }
}
