package org.fathom4j.report.html;

import java.util.List;
import java.util.Optional;
import org.fathom4j.report.lesson.Exhibit;

/**
 * The figures of a sweep's page.
 *
 * @param figures that answer its question, in order
 * @param timeline who trained what when
 * @param inside of the best network, looked into
 */
public record SweepDrawings(
    List<Exhibit> figures, Optional<Exhibit> timeline, List<Exhibit> inside) {
  /** Copies the lists. */
  public SweepDrawings {
    figures = List.copyOf(figures);
    inside = List.copyOf(inside);
  }
}
