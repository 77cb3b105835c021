package org.fathom4j.data.datavec;

import java.util.List;

/**
 * A table as numbers.
 *
 * @param features names of the features: a number is one, a category is one per value
 * @param rows the features of each row
 * @param labels of each row: the number of the category, or the number itself
 * @param bad one line for each record that was left out: where, and what is wrong
 * @param removed how many rows met a condition and were left out
 */
public record Table(
    List<String> features, List<float[]> rows, List<Float> labels, List<String> bad, int removed) {
  /** Copies the lists. */
  public Table {
    features = List.copyOf(features);
    rows = List.copyOf(rows);
    labels = List.copyOf(labels);
    bad = List.copyOf(bad);
  }
}
