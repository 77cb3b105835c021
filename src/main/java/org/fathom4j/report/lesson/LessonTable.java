package org.fathom4j.report.lesson;

import java.util.List;

/**
 * A table of a lesson, in plain text.
 *
 * @param title what it shows
 * @param head column titles
 * @param textColumns how many columns from the left hold words; the rest hold numbers
 * @param rows cells of each row, as many as the head has
 */
public record LessonTable(
    String title, List<String> head, int textColumns, List<List<String>> rows) {
  private static final int SMALL = 16;

  /** Copies the lists and checks the width of each row. */
  public LessonTable {
    head = List.copyOf(head);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != head.size()) {
        throw new IllegalArgumentException(
            "the table '" + title + "' has " + head.size() + " columns, a row " + row.size());
      }
    }
  }

  /** Whether it is read at a glance, so that a page need not fold it. */
  public boolean small() {
    return rows.size() <= SMALL;
  }
}
