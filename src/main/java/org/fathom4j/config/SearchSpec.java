package org.fathom4j.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a sweep searches and how.
 *
 * @param generator the sampler by name; {@link #GRID} takes every point, all others draw
 * @param trials how many points are drawn; 0 for a grid
 * @param seed of the draws
 * @param space swept parameters, in the order of the file
 * @param conditions of the parameters that not every point has
 * @param layered names with a value for each layer
 * @param rules that every point keeps
 * @param first points to try before any other, in order
 */
public record SearchSpec(
    String generator,
    int trials,
    long seed,
    Map<String, SpaceSpec> space,
    Map<String, Conditional> conditions,
    List<LayeredSpec> layered,
    List<RuleSpec> rules,
    List<Map<String, Object>> first) {
  /** The generator that takes every combination. */
  public static final String GRID = "grid";

  /** Copies the collections; keeps their order. */
  public SearchSpec {
    space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
    conditions = Map.copyOf(conditions);
    layered = List.copyOf(layered);
    rules = List.copyOf(rules);
    first = List.copyOf(first);
  }

  /** Every combination of a space's values. */
  public static SearchSpec grid(Map<String, SpaceSpec> space) {
    return new SearchSpec(GRID, 0, 1, space, Map.of(), List.of(), List.of(), List.of());
  }

  /** Draws from a space. */
  public static SearchSpec drawn(
      String generator, int trials, long seed, Map<String, SpaceSpec> space) {
    return new SearchSpec(
        generator, trials, seed, space, Map.of(), List.of(), List.of(), List.of());
  }

  /** Whether every point of the space is taken. */
  public boolean takesAll() {
    return generator.equals(GRID);
  }

  /** A point with the values that stand in for parameters that it does not have. */
  public Map<String, Object> filled(Map<String, Object> point) {
    Map<String, Object> filled = new LinkedHashMap<>();
    for (String name : space.keySet()) {
      Object value = point.get(name);
      if (value != null) {
        filled.put(name, value);
      } else {
        Optional.ofNullable(conditions.get(name))
            .flatMap(Conditional::otherwise)
            .ifPresent(standIn -> filled.put(name, standIn));
      }
    }
    return filled;
  }

  /** A point as expressions see it: filled, with the values for each layer. */
  public Map<String, Object> named(Map<String, Object> point) {
    return LayeredSpec.all(layered, filled(point));
  }

  /**
   * When a parameter is there.
   *
   * @param when parameters before it, each with the values at which it is there
   * @param otherwise its value for expressions where it is not; absent: none
   */
  public record Conditional(Map<String, List<Object>> when, Optional<Object> otherwise) {
    /** Copies the map, in order. */
    public Conditional {
      when = Collections.unmodifiableMap(new LinkedHashMap<>(when));
    }
  }
}
