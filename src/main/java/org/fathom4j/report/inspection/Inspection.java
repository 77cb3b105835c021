package org.fathom4j.report.inspection;

import java.util.List;
import org.fathom4j.metrics.ClassTest;

/**
 * One trained network, looked into.
 *
 * @param trial its number; 0 where it is scored on other examples than its own test's
 * @param test what it said of classes; {@link ClassTest#NONE} where it predicts numbers
 * @param mistakes pictures of the test's first mistakes, in their order, as PNG in Base64; empty
 *     where examples are no pictures
 * @param filters of its first layer; {@link Filters#NONE} where they are no pictures
 * @param slopes of its rectifiers that learn theirs, in order of the layers
 * @param shapes of some units of its first maxout layer
 */
public record Inspection(
    int trial,
    ClassTest test,
    List<String> mistakes,
    Filters filters,
    List<LearnedSlopes> slopes,
    List<UnitShape> shapes) {
  /** Copies the lists. */
  public Inspection {
    mistakes = List.copyOf(mistakes);
    slopes = List.copyOf(slopes);
    shapes = List.copyOf(shapes);
  }

  /** Whether there is nothing to show. */
  public boolean isEmpty() {
    return test.told().isEmpty()
        && filters.shown().isEmpty()
        && slopes.isEmpty()
        && shapes.isEmpty();
  }
}
