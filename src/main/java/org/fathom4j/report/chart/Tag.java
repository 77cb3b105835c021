package org.fathom4j.report.chart;

import java.util.List;

/**
 * What a mark stands for, for those who point at it.
 *
 * @param tip a line of text
 * @param trials numbers of the trials that it shows, so that a page can hide it with them
 */
public record Tag(String tip, List<Integer> trials) {
  /** A mark that stands for itself alone. */
  public static final Tag NONE = new Tag("", List.of());

  /** Copies the numbers. */
  public Tag {
    trials = List.copyOf(trials);
  }
}
