package org.fathom4j.experiment;

import java.util.Arrays;
import java.util.Locale;

/**
 * How fast this machine is, and how far that can be trusted.
 *
 * @param best multiplications with additions per second in the fastest turn: of the machine alone
 * @param usual the same in the median turn: as busy as the machine was
 * @param load programs that wanted to run on average over the last minute, as the system counts;
 *     negative where it does not
 * @param cores that this process may use
 */
public record Speed(double best, double usual, double load, int cores) {
  private static final double STEADY = 1.3;

  /**
   * From the seconds that turns of equal work took.
   *
   * @param operations of a turn
   */
  static Speed of(double operations, double[] seconds, double load, int cores) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return new Speed(operations / sorted[0], operations / sorted[sorted.length / 2], load, cores);
  }

  /** Whether others use the machine so much that an estimate may be far off. */
  public boolean busy() {
    return best / usual > STEADY || load > cores / 2.0;
  }

  /** Operations per second where the machine stays as busy as it is: what others leave. */
  public double whileBusy() {
    return Math.min(usual, best / (1 + Math.max(0, load) / cores));
  }

  /** Why an estimate may be far off. */
  public String warning() {
    return String.format(
        Locale.ROOT,
        "this machine is busy (load %.1f on %d cores; turns of equal work differ %.1f-fold): the times may be far off",
        load,
        cores,
        best / usual);
  }
}
