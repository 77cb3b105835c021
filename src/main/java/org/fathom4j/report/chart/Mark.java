package org.fathom4j.report.chart;

/** The shape at a point; series differ in shape as well as in colour. */
public enum Mark {
  /** No shape. */
  NONE,
  /** A filled circle. */
  CIRCLE,
  /** A filled square. */
  SQUARE,
  /** A filled triangle. */
  TRIANGLE,
  /** A filled diamond. */
  DIAMOND,
  /** A cross. */
  CROSS,
  /** A circle's outline. */
  RING;

  /** The shape of the series of that index, beginning again past the last. */
  public static Mark series(int index) {
    return values()[1 + index % (values().length - 1)];
  }
}
