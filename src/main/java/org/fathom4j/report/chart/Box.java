package org.fathom4j.report.chart;

/** A rectangle of a drawing, in pixels from its top left corner. */
public record Box(double x, double y, double width, double height) {
  /** Its right edge. */
  public double right() {
    return x + width;
  }

  /** Its lower edge. */
  public double bottom() {
    return y + height;
  }

  /** Whether the two share any area. */
  public boolean overlaps(Box other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  /** Whether the other lies inside this one. */
  public boolean contains(Box other) {
    return other.x >= x && other.y >= y && other.right() <= right() && other.bottom() <= bottom();
  }
}
