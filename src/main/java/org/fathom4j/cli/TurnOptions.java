package org.fathom4j.cli;

import org.fathom4j.problem.InvalidSpecException;
import picocli.CommandLine.Option;

/** How many turns the sides of a benchmark take, and how long each is. */
final class TurnOptions {
  private static final int MOST_SECONDS = 60;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "7",
      description = "Turns of each side (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "1",
      description = "Length of a turn, at least one training step (${DEFAULT-VALUE}).")
  private double seconds;

  /** Refuses turns that cannot be taken. */
  void check() {
    if (rounds < 1) {
      throw new InvalidSpecException("--rounds must be at least 1, got " + rounds);
    }
    if (!(seconds > 0 && seconds <= MOST_SECONDS)) {
      throw new InvalidSpecException("--seconds must be above 0 and at most 60, got " + seconds);
    }
  }

  int rounds() {
    return rounds;
  }

  double seconds() {
    return seconds;
  }
}
