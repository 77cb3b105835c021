package org.fathom4j.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The names an expression may use.
 *
 * @param values of the parameters, of the {@code let} section and of the indices of repeats
 * @param broken names whose own value failed and was reported
 */
record Scope(Map<String, Object> values, Set<String> broken) {
  /** Names of the parameters alone. */
  static Scope of(Map<String, Object> parameters) {
    return new Scope(new LinkedHashMap<>(parameters), Set.of());
  }

  /** This scope and one name more, which hides an outer one. */
  Scope with(String name, Object value) {
    Map<String, Object> all = new LinkedHashMap<>(values);
    all.keySet().removeIf(name::equalsIgnoreCase); // expressions do not tell i from I
    all.put(name, value);
    return new Scope(all, broken);
  }

  /** This scope and a name without a value. */
  Scope withBroken(String name) {
    Set<String> all = new LinkedHashSet<>(broken);
    all.add(name);
    return new Scope(values, all);
  }

  boolean knows(String name) {
    return values.containsKey(name) || broken.contains(name);
  }
}
