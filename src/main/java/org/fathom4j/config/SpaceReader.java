package org.fathom4j.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.config.SearchSpec.Conditional;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Suggestions;

/**
 * Reads the parameters of a space: a list of values, one value, or a range {@code {from, to, step,
 * log, points}}; {@code {values: [...], when: {...}}} for one that not every point has.
 */
record SpaceReader(MappingOptions space, boolean grid) {
  /**
   * A parameter as far as it could be read.
   *
   * @param values empty where reported
   * @param condition where not every point has it
   * @param layered where it has a value for each layer
   */
  record Parameter(
      Optional<SpaceSpec> values, Optional<Conditional> condition, Optional<LayeredSpec> layered) {}

  /**
   * One parameter.
   *
   * @param before the parameters that come before it
   */
  Parameter read(String name, Map<String, SpaceSpec> before) {
    Optional<YamlValue> value = space.value(name);
    Optional<MappingOptions> options = space.mapping(name);
    if (options.isEmpty()) {
      return new Parameter(listed(name, value), Optional.empty(), Optional.empty());
    }
    try (MappingOptions given = options.get()) {
      boolean layers = LayeredReader.asked(given);
      Optional<LayeredSpec> layered =
          layers ? new LayeredReader(name, given).read(before) : Optional.empty();
      Optional<Conditional> condition =
          layers ? Optional.empty() : condition(given, List.copyOf(before.keySet()));
      return new Parameter(
          given.has("values") ? listed(name, given.value("values")) : range(given, name),
          condition,
          layered);
    }
  }

  private Optional<SpaceSpec> listed(String name, Optional<YamlValue> value) {
    return value.isPresent() && value.get() instanceof Sequence list
        ? values(name, list.items())
        : values(name, value.stream().toList());
  }

  /** {@code when: {depth: [3, 4]}}, and {@code otherwise: 0}. */
  private static Optional<Conditional> condition(MappingOptions given, List<String> before) {
    Optional<Options> when = given.section("when");
    Optional<Object> otherwise =
        given
            .value("otherwise")
            .flatMap(v -> v instanceof Scalar s ? Optional.of(plain(s.value())) : Optional.empty());
    if (when.isEmpty()) {
      if (given.has("otherwise")) {
        given.problem("otherwise", "stands in where 'when' does not hold, and there is no 'when'");
      }
      return Optional.empty();
    }
    Map<String, List<Object>> conditions = new LinkedHashMap<>();
    when.get()
        .values()
        .forEach(
            (other, values) -> {
              if (!before.contains(other)) {
                when.get()
                    .problem(
                        other,
                        "must be a parameter that comes before this one"
                            + Suggestions.hint(other, before));
                return;
              }
              List<Object> each = new ArrayList<>();
              for (Object value : values instanceof List<?> list ? list : List.of(values)) {
                each.add(plain(value));
              }
              conditions.put(other, each);
            });
    return Optional.of(new Conditional(conditions, otherwise));
  }

  /** A value as a point holds it: numbers as numbers, whatever way they are written. */
  private static Object plain(Object value) {
    return Quantities.of(value).<Object>map(number -> number).orElse(value);
  }

  /** The values of a point. */
  static Map<String, Object> plain(Map<String, Object> point) {
    Map<String, Object> plain = new LinkedHashMap<>();
    point.forEach((name, value) -> plain.put(name, plain(value)));
    return plain;
  }

  private Optional<SpaceSpec> values(String name, List<YamlValue> items) {
    Set<Object> values = new LinkedHashSet<>();
    for (YamlValue item : items) {
      if (item instanceof Broken) {
        return Optional.empty();
      }
      if (!(item instanceof Scalar scalar)) {
        space.problem(
            name,
            "must be a list of plain values or a range {from, to}, got "
                + YamlValue.describe(item));
        return Optional.empty();
      }
      Object plain = plain(scalar.value());
      if (plain instanceof Double real && !Double.isFinite(real)) {
        space.problem(name, "must hold finite numbers, got " + plain);
        return Optional.empty();
      }
      if (!values.add(plain)) {
        space.problem(name, "holds " + plain + " twice; each value once");
      }
    }
    if (values.isEmpty()) {
      space.problem(name, "is empty; give at least one value, as in [2, 3, 4]");
      return Optional.empty();
    }
    return Optional.of(new SpaceSpec.Values(List.copyOf(values)));
  }

  private static int points(MappingOptions range) {
    int points = range.integer("points", 2, 0);
    if (points > SearchReader.MOST_TRIALS) {
      range.problem(
          "points",
          String.format(
              Locale.ROOT, "must be at most %,d, got %,d", SearchReader.MOST_TRIALS, points));
      return 0;
    }
    return points;
  }

  private Optional<SpaceSpec> range(MappingOptions range, String name) {
    boolean log = range.flag("log", false);
    double least = log ? Double.MIN_VALUE : -Double.MAX_VALUE;
    Optional<Number> from = range.found("from", least);
    Optional<Number> to = range.found("to", least);
    int points = points(range);
    if (from.isEmpty() || to.isEmpty()) {
      return Optional.empty();
    }
    if (from.get().doubleValue() >= to.get().doubleValue()) {
      space.problem(
          name,
          "must run from a smaller to a greater number, got " + from.get() + " to " + to.get());
      return Optional.empty();
    }
    if (from.get() instanceof Integer low && to.get() instanceof Integer high) {
      long count = (long) high - low + 1;
      if (points > count) {
        range.problem(
            "points", "must be at most the " + count + " whole numbers there are, got " + points);
      }
      return Optional.of(new SpaceSpec.Integers(low, high, log, points));
    }
    if (points == 0 && grid) {
      range.problem(
          "points", "is missing; a grid must be told how many of the real numbers it takes");
    }
    return Optional.of(
        new SpaceSpec.Reals(from.get().doubleValue(), to.get().doubleValue(), log, points));
  }
}
