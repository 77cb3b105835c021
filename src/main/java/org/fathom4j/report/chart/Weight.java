package org.fathom4j.report.chart;

/** How bold text is. */
public enum Weight {
  /** Running text. */
  REGULAR("Roboto-Regular.ttf", 400),
  /** Titles. */
  MEDIUM("Roboto-Medium.ttf", 500);

  private final String file;
  private final int css;

  Weight(String file, int css) {
    this.file = file;
    this.css = css;
  }

  String file() {
    return file;
  }

  /** As in CSS's font-weight. */
  public int css() {
    return css;
  }
}
