package org.fathom4j.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.config.SearchSpec.Conditional;
import org.fathom4j.config.expression.ExpressionException;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.problem.Suggestions;

/**
 * Reads the keys of a sweep section that say what is searched.
 *
 * @param sweep the section, its expressions evaluated
 * @param rules its {@code where} as it stands in the file, for its names have values in a trial
 *     alone
 * @param repeats how often each point is trained
 */
record SearchReader(MappingOptions sweep, Optional<YamlValue> rules, Repeats repeats) {
  /** Each is checked, listed and kept as a whole before the first one starts. */
  static final int MOST_TRIALS = 10_000;

  /**
   * How often each point is trained.
   *
   * @param seeds at least 1
   * @param folds of the data, 0 where it is split once
   */
  record Repeats(int seeds, int folds) {}

  SearchSpec read() {
    String generator = sweep.text("generator", SearchSpec.GRID);
    boolean all = generator.equals(SearchSpec.GRID);
    Map<String, SpaceSpec> space = new LinkedHashMap<>();
    Map<String, Conditional> conditions = new LinkedHashMap<>();
    List<LayeredSpec> layered = new ArrayList<>();
    space(all, space, conditions, layered);
    return new SearchSpec(
        generator,
        trials(all, space),
        sweep.whole("seed", Long.MIN_VALUE, 1),
        space,
        conditions,
        layered,
        rules(names(space, layered)),
        first(space));
  }

  private void space(
      boolean all,
      Map<String, SpaceSpec> space,
      Map<String, Conditional> conditions,
      List<LayeredSpec> layered) {
    Optional<MappingOptions> parameters = sweep.mapping("space");
    if (parameters.isEmpty() || parameters.get().keys().isEmpty()) {
      String found = sweep.value("space").map(YamlValue::describe).orElse("none");
      sweep.problem(
          "space",
          "must hold at least one parameter, as in 'depth: [2, 3, 4]', got "
              + (parameters.isEmpty() ? found : "none"));
      return;
    }
    SpaceReader reader = new SpaceReader(parameters.get(), all);
    for (String name : parameters.get().keys()) {
      if (!Names.valid(name)) {
        parameters.get().problem(name, Names.rule(name));
      }
      if (space.containsKey(name)) {
        parameters.get().problem(name, "is the name of a layer's value too; choose another one");
      }
      SpaceReader.Parameter read = reader.read(name, space);
      if (read.values().isPresent() && read.layered().isPresent()) {
        LayeredReader.add(read.layered().get(), read.values().get(), space, conditions);
        layered.add(read.layered().get());
      } else {
        read.values().ifPresent(spec -> space.put(name, spec));
      }
      read.condition().ifPresent(condition -> conditions.put(name, condition));
    }
  }

  private static Set<String> names(Map<String, SpaceSpec> space, List<LayeredSpec> layered) {
    Set<String> names = new LinkedHashSet<>(space.keySet());
    layered.forEach(spec -> names.add(spec.name()));
    return names;
  }

  private int trials(boolean all, Map<String, SpaceSpec> space) {
    if (!all) {
      int trials = sweep.integer("trials", 1);
      return few("trials", trials, "ask for fewer") ? trials : 1;
    }
    double points = 1;
    for (SpaceSpec axis : space.values()) {
      points *= axis.size();
    }
    few("space", points, "give a range 'points: 10', or draw with 'generator: random'");
    if (sweep.has("trials")) {
      sweep.problem(
          "trials",
          "is for generators that draw, such as random or tpe; a grid takes every point of its space");
    }
    return 0;
  }

  private boolean few(String key, double points, String advice) {
    boolean few = points * repeats.seeds() * Math.max(1, repeats.folds()) <= MOST_TRIALS;
    if (!few) {
      sweep.problem(
          key,
          String.format(
              Locale.ROOT,
              "has %s points, with %d seed%s%s each; a sweep has at most %,d trials: %s",
              points < 1e15 ? String.format(Locale.ROOT, "%,.0f", points) : points,
              repeats.seeds(),
              repeats.seeds() == 1 ? "" : "s",
              repeats.folds() == 0 ? "" : " and " + repeats.folds() + " folds",
              MOST_TRIALS,
              advice));
    }
    return few;
  }

  /** {@code where}: one expression over the parameters, or several. */
  private List<RuleSpec> rules(Set<String> known) {
    List<RuleSpec> read = new ArrayList<>();
    List<YamlValue> items =
        rules.stream()
            .flatMap(given -> given instanceof Sequence s ? s.items().stream() : rules.stream())
            .toList();
    for (YamlValue item : items) {
      try {
        read.add(rule(item, known));
      } catch (ExpressionException e) {
        sweep.problem("where", String.valueOf(e.getMessage()));
      }
    }
    return read;
  }

  private static RuleSpec rule(YamlValue item, Set<String> known) throws ExpressionException {
    String text = item instanceof Scalar scalar ? scalar.value().toString() : "";
    if (!Template.isTemplate(text) || !Template.parse(text).whole()) {
      throw new ExpressionException(
          "must be an expression such as \"${depth * width <= 600}\", got "
              + YamlValue.describe(item));
    }
    TreeSet<String> names = new TreeSet<>(Template.names(text));
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ExpressionException(
            "\""
                + text
                + "\" uses '"
                + name
                + "', which is not in the space"
                + Suggestions.hint(name, known));
      }
    }
    return new RuleSpec(Template.parse(text).pieces().get(0).text(), names);
  }

  /** {@code first}: points as mappings. */
  private List<Map<String, Object>> first(Map<String, SpaceSpec> space) {
    Optional<YamlValue> given = sweep.value("first");
    if (given.isEmpty() || given.get() instanceof YamlValue.Broken) {
      return List.of();
    }
    List<Map<String, Object>> points = new ArrayList<>();
    List<YamlValue> items =
        given.get() instanceof Sequence list ? list.items() : List.of(given.get());
    for (YamlValue item : items) {
      if (!(item instanceof Mapping point)) {
        sweep.problem(
            "first",
            "must be a list of points such as [{depth: 2, width: 16}], got "
                + YamlValue.describe(item));
        continue;
      }
      for (String name : point.entries().keySet()) {
        if (!space.containsKey(name)) {
          sweep.problem(
              "first",
              "names '"
                  + name
                  + "', which is not in the space"
                  + Suggestions.hint(name, space.keySet()));
        }
      }
      points.add(SpaceReader.plain(YamlValue.plain(point)));
    }
    return points;
  }
}
