package org.fathom4j.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.fathom4j.experiment.Workers;
import org.fathom4j.problem.InvalidSpecException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command that trains. */
final class TrainingOptions {
  private static final int MOST_WORKERS = 1000;
  private static final int MOST_MINUTES = 10_000;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Trials trained side by side (as many as suit sweep and machine).")
  private @Nullable Integer workers;

  @Option(
      names = "--isolate",
      negatable = true,
      description = {
        "Train each worker's trials in a process of its own, which may crash without harm to others,",
        "or with --no-isolate in threads (processes where N is given and trials are long)."
      })
  private @Nullable Boolean isolate;

  @Option(
      names = "--hang-after",
      paramLabel = "MINUTES",
      description = "When a process that makes no step is ended, and its trial tried again (30).")
  private @Nullable Integer hangAfter;

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  /**
   * What is asked of those who train.
   *
   * @throws InvalidSpecException if a number is out of its range
   */
  Workers workers() {
    return new Workers(
        range("--workers", workers, MOST_WORKERS),
        OptionalInt.empty(),
        Optional.ofNullable(isolate),
        range("--hang-after", hangAfter, MOST_MINUTES).stream()
            .mapToObj(Duration::ofMinutes)
            .findFirst()
            .orElse(Workers.SILENCE));
  }

  private static OptionalInt range(String option, @Nullable Integer value, int most) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (value < 1 || value > most) {
      throw new InvalidSpecException(
          option + " must be at least 1 and at most " + most + ", got " + value);
    }
    return OptionalInt.of(value);
  }

  boolean offline() {
    return offline;
  }
}
