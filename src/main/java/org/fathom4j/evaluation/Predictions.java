package org.fathom4j.evaluation;

import java.util.List;
import java.util.function.IntFunction;

/**
 * Every example beside what is predicted for it, as a table.
 *
 * @param columns names of the columns
 * @param size how many examples
 * @param rows the cells of an example, by its index
 */
public record Predictions(List<String> columns, int size, IntFunction<List<String>> rows) {
  /** Copies the names. */
  public Predictions {
    columns = List.copyOf(columns);
  }
}
