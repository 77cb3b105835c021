package org.fathom4j.experiment;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked of those who train.
 *
 * @param count trials side by side, at least 1; empty: what suits sweep and machine
 * @param threads of each trial, at least 1; empty: what the sweep says, or suits it
 * @param processes whether each worker is a process of its own, or a thread of this one; empty:
 *     what suits the trials
 * @param silence how long a process may train without a word before it counts as hanging
 */
public record Workers(
    OptionalInt count, OptionalInt threads, Optional<Boolean> processes, Duration silence) {
  /** How long a process may be silent where nothing else is said. */
  public static final Duration SILENCE = Duration.ofMinutes(30);

  /** Nothing in particular. */
  public static Workers any() {
    return new Workers(OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), SILENCE);
  }

  /** So many threads of this process. */
  public static Workers inThisProcess(int count) {
    return new Workers(OptionalInt.of(count), OptionalInt.empty(), Optional.of(false), SILENCE);
  }

  /** The same, each trial on so many threads. */
  public Workers withThreads(int number) {
    return new Workers(count, OptionalInt.of(number), processes, silence);
  }
}
