package org.fathom4j.sweep.space;

import java.util.List;

/**
 * Holds where another parameter is there and has one of some values.
 *
 * @param name the other parameter
 * @param values those at which the condition holds
 */
public record Condition(String name, List<Object> values) {
  /** Copies the values. */
  public Condition {
    values = List.copyOf(values);
  }

  /** Where the other parameter has one of these values. */
  public static Condition when(String name, Object... values) {
    return new Condition(name, List.of(values));
  }

  /** Whether it holds at a point. */
  public boolean holds(Point point) {
    return point.has(name) && values.stream().anyMatch(value -> Axes.same(value, point.get(name)));
  }
}
