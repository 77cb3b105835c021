package org.fathom4j.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.fathom4j.config.SearchSpec.Conditional;
import org.fathom4j.config.SpaceSpec.Integers;
import org.fathom4j.config.SpaceSpec.Values;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code width: {per: depth, ...}}: a parameter for each layer, there where the network is
 * that deep; with {@code rule: pyramid} one for all layers.
 *
 * @param name that expressions use
 * @param given its options
 */
record LayeredReader(String name, MappingOptions given) {
  private static final int MOST_LAYERS = 1000;

  /** Whether a parameter has a value for each layer. */
  static boolean asked(MappingOptions given) {
    return given.has("per") || given.has("rule") || given.has("ratio");
  }

  /**
   * What the options say, but for the values.
   *
   * @param before parameters that come before it
   */
  Optional<LayeredSpec> read(Map<String, SpaceSpec> before) {
    LayeredSpec spec = spec();
    for (String other : List.of("when", "otherwise")) {
      if (given.has(other)) {
        given.problem(
            other, "is said by 'per' already: a layer's value is there where the layer is");
      }
    }
    if (spec.ratio().isEmpty() && given.has("ratio")) {
      given.problem("ratio", "is for 'rule: pyramid': the next layer's value over this one's");
    }
    if (!spec.per().isEmpty() && counts(before.get(spec.per())).isEmpty()) {
      given.problem(
          "per",
          "must be a parameter of whole numbers, up to %d, that comes before this one, got '%s'%s"
              .formatted(MOST_LAYERS, spec.per(), Suggestions.hint(spec.per(), before.keySet())));
      return Optional.empty();
    }
    return Optional.of(spec).filter(whole -> !whole.per().isEmpty());
  }

  private LayeredSpec spec() {
    String per = given.text("per");
    String rule = given.choice("rule", List.of("independent", "pyramid"), "independent");
    return new LayeredSpec(
        name,
        per,
        rule.equals("pyramid")
            ? OptionalDouble.of(given.number("ratio", 1e-3, 1e3, 0.5))
            : OptionalDouble.empty());
  }

  /** Those of an experiment whose mistakes are told elsewhere. */
  static List<LayeredSpec> of(Mapping root) {
    Problems told = new Problems();
    List<LayeredSpec> layered = new ArrayList<>();
    Optional<MappingOptions> space =
        new MappingOptions(root, "", "", told)
            .mapping("sweep")
            .flatMap(sweep -> sweep.mapping("space"));
    for (String name : space.map(MappingOptions::keys).orElse(Set.of())) {
      if (space.orElseThrow().value(name).orElseThrow() instanceof Mapping raw
          && raw.entries().containsKey("per")) {
        Mapping plain = new Evaluator(told).evaluate(raw, Scope.of(Map.of()), "");
        layered.add(new LayeredReader(name, new MappingOptions(plain, "", "", told)).spec());
      }
    }
    return layered;
  }

  /** Adds the parameters of the layers, each with the depths at which it is there. */
  static void add(
      LayeredSpec layered,
      SpaceSpec values,
      Map<String, SpaceSpec> space,
      Map<String, Conditional> conditions) {
    if (layered.ratio().isPresent()) {
      space.put(layered.name(), values);
      return;
    }
    List<Integer> counts = counts(space.get(layered.per()));
    int most = counts.stream().mapToInt(count -> count).max().orElse(0);
    for (int layer = 1; layer <= most; layer++) {
      int here = layer;
      List<Object> there = counts.stream().filter(k -> k >= here).<Object>map(k -> k).toList();
      String parameter = LayeredSpec.parameter(layered.name(), layer);
      space.put(parameter, values);
      if (there.size() < counts.size()) {
        conditions.put(parameter, new Conditional(Map.of(layered.per(), there), Optional.empty()));
      }
    }
  }

  /** The numbers of layers; none where they are no such numbers. */
  private static List<Integer> counts(@Nullable SpaceSpec spec) {
    List<?> values = List.of();
    if (spec instanceof Values list) {
      values = list.values();
    } else if (spec instanceof Integers range && range.to() <= MOST_LAYERS) {
      values = IntStream.rangeClosed(range.from(), range.to()).boxed().toList();
    }
    boolean whole =
        values.stream().allMatch(v -> v instanceof Integer k && k >= 0 && k <= MOST_LAYERS);
    return whole ? values.stream().map(Integer.class::cast).toList() : List.of();
  }
}
