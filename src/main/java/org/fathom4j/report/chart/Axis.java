package org.fathom4j.report.chart;

import java.util.List;

/**
 * One axis of a panel.
 *
 * @param title what it measures and in which unit; may be empty
 * @param low the value at its beginning
 * @param high the value at its end, above {@code low}
 * @param logarithmic whether equal steps are equal ratios; then {@code low} is above 0
 * @param ticks where it is labelled; empty to choose round values
 */
public record Axis(String title, double low, double high, boolean logarithmic, List<Tick> ticks) {
  /** Checks the range and copies the ticks. */
  public Axis {
    ticks = List.copyOf(ticks);
    if (!(low < high) || !Double.isFinite(high - low) || (logarithmic && low <= 0)) {
      throw new IllegalArgumentException("no axis goes from " + low + " to " + high);
    }
  }

  /** A labelled value. */
  public record Tick(double value, String label) {}

  /** Where a value lies: 0 at the beginning of the axis, 1 at its end. */
  double position(double value) {
    return logarithmic
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value - low) / (high - low);
  }

  /** The given ticks, or about so many round values within the axis. */
  List<Tick> ticks(int about) {
    if (!ticks.isEmpty()) {
      return ticks;
    }
    return logarithmic ? Ticks.logarithmic(low, high) : Ticks.linear(low, high, about);
  }
}
