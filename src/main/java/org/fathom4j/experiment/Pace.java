package org.fathom4j.experiment;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * How far others slow this machine down, which decides how far an estimate can be trusted.
 *
 * @param spread time of the median turn of equal work over that of the fastest
 * @param load programs that wanted to run on average over the last minute, as the system counts;
 *     negative where it does not
 * @param cores that this process may use
 */
public record Pace(double spread, double load, int cores) {
  private static final double STEADY = 1.3;

  /** This machine's, now. */
  static Pace here(double spread) {
    return new Pace(
        spread,
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        Runtime.getRuntime().availableProcessors());
  }

  /** Whether others use the machine so much that an estimate may be far off. */
  public boolean busy() {
    return spread > STEADY || load > cores / 2.0;
  }

  /** How many times as long everything takes where the machine stays as busy as it is. */
  public double slowdown() {
    return Math.max(spread, 1 + Math.max(0, load) / cores);
  }

  /** Why an estimate may be far off. */
  public String warning() {
    return String.format(
        Locale.ROOT,
        "this machine is busy (load %.1f on %d cores; turns of equal work differ %.1f-fold): the times may be far off",
        load,
        cores,
        spread);
  }
}
