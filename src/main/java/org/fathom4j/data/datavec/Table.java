package org.fathom4j.data.datavec;

import java.util.List;

/**
 * A table as numbers.
 *
 * @param features names of the features: a number is one, a category is one per value
 * @param rows every row that is used
 * @param bad one line for each record that was left out: where, and what is wrong
 * @param removed how many rows met a condition and were left out
 */
public record Table(List<String> features, List<Row> rows, List<String> bad, int removed) {
  /** Copies the lists. */
  public Table {
    features = List.copyOf(features);
    rows = List.copyOf(rows);
    bad = List.copyOf(bad);
  }

  /**
   * A row.
   *
   * @param line of the file on which it begins, from 1
   * @param features its numbers, in the order of the table's features
   * @param label the number of the category, or the number itself; {@link Double#NaN} where it is
   *     not read
   */
  @SuppressWarnings("ArrayRecordComponent") // Read on the hot path, compared by nobody.
  public record Row(long line, double[] features, double label) implements CsvRows.Found {}
}
