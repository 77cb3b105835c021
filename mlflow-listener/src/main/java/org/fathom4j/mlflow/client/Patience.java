package org.fathom4j.mlflow.client;

import java.time.Duration;

/**
 * How long to wait for a server, and for how much.
 *
 * @param call longest wait for one answer
 * @param close longest wait for all that is still under way at the end
 * @param firstPause before the second try; each further pause is twice as long
 * @param longestPause between two tries
 * @param busyTries of a request that the server fails at
 * @param updates most that wait for a server that does not answer
 */
public record Patience(
    Duration call,
    Duration close,
    Duration firstPause,
    Duration longestPause,
    int busyTries,
    int updates) {
  /** For a program that trains: 20 s for an answer, 30 s at the end, 20,000 updates. */
  public static final Patience USUAL =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          Duration.ofSeconds(30),
          6,
          20_000);

  /** The pause after that many tries. */
  public Duration pause(int tries) {
    Duration pause = firstPause.multipliedBy(1L << Math.min(tries - 1, 20));
    return pause.compareTo(longestPause) < 0 ? pause : longestPause;
  }
}
