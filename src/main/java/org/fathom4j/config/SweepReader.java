package org.fathom4j.config;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fathom4j.config.SweepSpec.Generator;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.metrics.Quantity;

/** Reads the {@code sweep} section. */
final class SweepReader {
  private static final double TOLERANCE = 0.02;
  private static final int MOST_SEEDS = 1000;
  private static final List<String> PRUNERS = List.of("asha", "hyperband", "median");

  /** Each is checked, listed and kept as a whole before the first one starts. */
  static final int MOST_TRIALS = 10_000;

  private static final List<String> OBJECTIVES =
      Arrays.stream(Quantity.values())
          .flatMap(quantity -> Stream.of(quantity.on("validation"), quantity.on("train")))
          .toList();

  private final MappingOptions sweep;
  private final int folds;

  private SweepReader(MappingOptions sweep, int folds) {
    this.sweep = sweep;
    this.folds = folds;
  }

  /** One trial, as where there is no sweep section. */
  static SweepSpec single() {
    return new SweepSpec(Generator.GRID, 0, 1, Map.of(), List.of(1L), "", false, Optional.empty());
  }

  /**
   * Reads the section.
   *
   * @param folds of the data, 0 where it is split once
   */
  static SweepSpec read(MappingOptions sweep, int folds) {
    try (sweep) {
      return new SweepReader(sweep, folds).read();
    }
  }

  private SweepSpec read() {
    Generator generator =
        Generator.valueOf(
            sweep.choice("generator", List.of("grid", "random"), "grid").toUpperCase(Locale.ROOT));
    Map<String, SpaceSpec> space = space(generator);
    Optional<Match> match = match(space);
    Objective objective = objective();
    List<Long> seeds = seeds();
    return new SweepSpec(
        generator,
        trials(generator, space, seeds.size()),
        sweep.whole("seed", Long.MIN_VALUE, 1),
        space,
        seeds,
        objective.metric(),
        objective.maximize(),
        match,
        sweep.variant("pruner", PRUNERS).map(SweepReader::pruner),
        sweep.integer("parallel", 1, SweepSpec.PARALLEL));
  }

  private static PrunerSpec pruner(Variant chosen) {
    try (Options of = chosen.options()) {
      return switch (chosen.name()) {
        case "hyperband" -> new PrunerSpec.Hyperband(of.integer("eta", 2, 3));
        case "median" ->
            new PrunerSpec.Median(of.integer("startup", 1, 5), of.integer("warmup", 0, 0));
        default -> new PrunerSpec.Asha(of.integer("first", 1, 1), of.integer("eta", 2, 3));
      };
    }
  }

  private int trials(Generator generator, Map<String, SpaceSpec> space, int seeds) {
    if (generator == Generator.RANDOM) {
      int trials = sweep.integer("trials", 1);
      return few("trials", trials, seeds, "ask for fewer") ? trials : 1;
    }
    double points = 1;
    for (SpaceSpec axis : space.values()) {
      points *= axis.size();
    }
    few("space", points, seeds, "give a range 'points: 10', or draw with 'generator: random'");
    if (sweep.has("trials")) {
      sweep.problem(
          "trials", "is for 'generator: random' alone; a grid takes every point of its space");
    }
    return 0;
  }

  private boolean few(String key, double points, int seeds, String advice) {
    boolean few = points * seeds * Math.max(1, folds) <= MOST_TRIALS;
    if (!few) {
      sweep.problem(
          key,
          String.format(
              Locale.ROOT,
              "has %s points, with %d seed%s%s each; a sweep has at most %,d trials: %s",
              points < 1e15 ? String.format(Locale.ROOT, "%,.0f", points) : points,
              seeds,
              seeds == 1 ? "" : "s",
              folds == 0 ? "" : " and " + folds + " folds",
              MOST_TRIALS,
              advice));
    }
    return few;
  }

  private Map<String, SpaceSpec> space(Generator generator) {
    Map<String, SpaceSpec> space = new LinkedHashMap<>();
    Optional<MappingOptions> parameters = sweep.mapping("space");
    if (parameters.isEmpty() || parameters.get().keys().isEmpty()) {
      String found = sweep.value("space").map(YamlValue::describe).orElse("none");
      sweep.problem(
          "space",
          "must hold at least one parameter, as in 'depth: [2, 3, 4]', got "
              + (parameters.isEmpty() ? found : "none"));
      return space;
    }
    SpaceReader reader = new SpaceReader(parameters.get(), generator);
    for (String name : parameters.get().keys()) {
      if (!Names.valid(name)) {
        parameters.get().problem(name, Names.rule(name));
      }
      reader.read(name).ifPresent(spec -> space.put(name, spec));
    }
    return space;
  }

  private List<Long> seeds() {
    YamlValue value = sweep.value("seeds").orElse(null);
    if (!(value instanceof Sequence list)) {
      int count = sweep.integer("seeds", 1, 1);
      if (count > MOST_SEEDS) {
        sweep.problem("seeds", "must be at most " + MOST_SEEDS + " seeds, got " + count);
        return List.of(1L);
      }
      return LongStream.rangeClosed(1, count).boxed().toList();
    }
    Set<Long> seeds = new LinkedHashSet<>();
    for (YamlValue item : list.items()) {
      sweep
          .whole("seeds", item, Long.MIN_VALUE, Long.MAX_VALUE)
          .ifPresent(
              seed -> {
                if (!seeds.add(seed)) {
                  sweep.problem("seeds", "holds " + seed + " twice; each seed once");
                }
              });
    }
    if (list.items().isEmpty()) {
      sweep.problem("seeds", "is empty; give a number of seeds, or a list such as [1, 2, 3]");
    }
    return seeds.isEmpty() ? List.of(1L) : List.copyOf(seeds);
  }

  private record Objective(String metric, boolean maximize) {}

  private Objective objective() {
    Optional<MappingOptions> section = sweep.mapping("objective");
    if (section.isEmpty()) {
      String metric = metric(sweep, "objective");
      return new Objective(metric, maximize(metric));
    }
    try (Options objective = section.get()) {
      String metric = objective.text("metric");
      testIsNot(metric, objective, "metric");
      String direction =
          objective.choice(
              "direction",
              List.of("maximize", "minimize"),
              maximize(metric) ? "maximize" : "minimize");
      return new Objective(metric, direction.equals("maximize"));
    }
  }

  private static String metric(Options options, String key) {
    String metric = options.text(key, "");
    if (testIsNot(metric, options, key) && !metric.isEmpty() && !OBJECTIVES.contains(metric)) {
      options.problem(
          key,
          "must be validation/ or train/ before one of %s, got '%s'%s; for another metric write {metric: NAME, direction: maximize}"
              .formatted(
                  Arrays.stream(Quantity.values()).map(Quantity::key).collect(joining(", ")),
                  metric,
                  Quantity.of(metric)
                      .map(quantity -> quantity.on("validation"))
                      .or(() -> Suggestions.nearest(metric, OBJECTIVES))
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("")));
    }
    return metric;
  }

  private static boolean testIsNot(String metric, Options options, String key) {
    if (metric.startsWith("test/")) {
      options.problem(
          key,
          "must be a validation or training metric, got '"
              + metric
              + "': the test set chooses nothing; did you mean 'validation/"
              + metric.substring("test/".length())
              + "'?");
      return false;
    }
    return true;
  }

  private static boolean maximize(String metric) {
    return Quantity.of(metric).map(Quantity::higherIsBetter).orElse(!metric.endsWith("error"));
  }

  private Optional<Match> match(Map<String, SpaceSpec> space) {
    if (!sweep.has("match-parameters")) {
      return Optional.empty();
    }
    Match match = match();
    List<String> solved = new ArrayList<>(List.of(match.by()));
    match.fine().ifPresent(fine -> solved.add(fine.name()));
    for (String name : solved) {
      if (!Names.valid(name)) {
        sweep.problem("match-parameters", Names.rule(name));
      } else if (space.containsKey(name)) {
        sweep.problem(
            "match-parameters",
            "solves for '"
                + name
                + "', so it cannot be in the space too; take it out of one of them");
      }
    }
    return Optional.of(match);
  }

  private Match match() {
    Optional<MappingOptions> section = sweep.mapping("match-parameters");
    if (section.isEmpty()) {
      return new Match(sweep.whole("match-parameters", 1, 1), "width", Optional.empty(), TOLERANCE);
    }
    try (MappingOptions match = section.get()) {
      String by = match.text("by", "width");
      return new Match(
          match.integer("parameters", 1),
          by,
          fine(match, by),
          match.number("tolerance", Double.MIN_VALUE, 1, TOLERANCE));
    }
  }

  /** {@code fine: {units: 256}}: the second parameter solved for, and where it should be near. */
  private static Optional<Match.Fine> fine(MappingOptions match, String by) {
    match.section("fine");
    Optional<MappingOptions> fine = match.mapping("fine");
    if (fine.isEmpty()) {
      return Optional.empty();
    }
    if (fine.get().keys().size() != 1 || fine.get().keys().contains(by)) {
      match.problem(
          "fine",
          "must be one parameter other than '"
              + by
              + "' with the value to stay near, as in {units: 256}, got "
              + String.join(", ", fine.get().keys()));
      return Optional.empty();
    }
    String name = fine.get().keys().iterator().next();
    return Optional.of(new Match.Fine(name, fine.get().integer(name, 1)));
  }
}
