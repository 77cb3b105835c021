package org.fathom4j.sweep.space;

import java.util.List;

/**
 * A parameter of a space.
 *
 * @param name the parameter
 * @param axis its values
 * @param when conditions on parameters before it; where one does not hold the point does not have
 *     this parameter
 */
public record Entry(String name, Axis axis, List<Condition> when) {
  /** Copies the conditions. */
  public Entry {
    when = List.copyOf(when);
  }

  /** Whether a point that holds the parameters before this one has this one too. */
  public boolean active(Point before) {
    return when.stream().allMatch(condition -> condition.holds(before));
  }
}
