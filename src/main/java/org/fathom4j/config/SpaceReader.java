package org.fathom4j.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.config.SweepSpec.Generator;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Broken;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;

/**
 * Reads the parameters of a space: a list of values, one value, or a range {@code {from, to, log,
 * points}}.
 */
record SpaceReader(MappingOptions space, Generator generator) {
  /** One parameter; empty where reported. */
  Optional<SpaceSpec> read(String name) {
    Optional<YamlValue> value = space.value(name);
    Optional<MappingOptions> range = space.mapping(name);
    if (range.isPresent()) {
      try (MappingOptions options = range.get()) {
        return range(options, name);
      }
    }
    if (value.isPresent() && value.get() instanceof Sequence list) {
      return values(name, list.items());
    }
    return values(name, value.stream().toList());
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
      Object plain = Quantities.of(scalar.value()).<Object>map(n -> n).orElse(scalar.value());
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
    if (points > SweepReader.MOST_TRIALS) {
      range.problem(
          "points",
          String.format(
              Locale.ROOT, "must be at most %,d, got %,d", SweepReader.MOST_TRIALS, points));
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
    if (points == 0 && generator == Generator.GRID) {
      range.problem(
          "points", "is missing; a grid must be told how many of the real numbers it takes");
    }
    return Optional.of(
        new SpaceSpec.Reals(from.get().doubleValue(), to.get().doubleValue(), log, points));
  }
}
