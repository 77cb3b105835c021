package org.fathom4j.report.chart;

/**
 * A place: in a figure in the units of its axes, in a drawing in pixels from the top left corner.
 */
public record Point(double x, double y) {
  /** Whether both coordinates are finite numbers. */
  public boolean finite() {
    return Double.isFinite(x) && Double.isFinite(y);
  }
}
