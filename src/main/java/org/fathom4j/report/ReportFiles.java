package org.fathom4j.report;

import java.nio.file.Path;
import java.util.List;

/**
 * What a report consists of.
 *
 * @param index the page
 * @param figures PNG and SVG files, in the order of the page
 * @param results every trial as CSV
 * @param numbers the computed numbers as JSON
 */
public record ReportFiles(Path index, List<Path> figures, Path results, Path numbers) {
  /** Copies the list. */
  public ReportFiles {
    figures = List.copyOf(figures);
  }
}
