package org.fathom4j.sweep.space;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * One configuration: the value of each parameter that is there, in the order of the space. Two
 * points are equal where they hold the same values, whatever the order, so that a set of points
 * finds what was tried before.
 *
 * @param values by parameter
 */
public record Point(Map<String, Object> values) {
  /** Copies the values, in order. */
  public Point {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** A point without parameters, to which {@link #with} adds them. */
  public static Point empty() {
    return new Point(Map.of());
  }

  /** This point and one value more, or another one in its place. */
  public Point with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new Point(more);
  }

  /** Whether the parameter is there; one whose condition does not hold is not. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * The value of a parameter that is there.
   *
   * @throws NoSuchElementException where it is not
   */
  public Object get(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new NoSuchElementException("the point has no '" + name + "': " + this);
    }
    return value;
  }

  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }
}
