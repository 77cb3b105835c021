package org.fathom4j.config;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.config.yaml.YamlValue;
import org.fathom4j.config.yaml.YamlValue.Sequence;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.problem.Suggestions;

/** Reads the {@code sweep} section. */
final class SweepReader {
  private static final int MOST_SEEDS = 1000;
  private static final List<String> PRUNERS =
      List.of("asha", "halving", "hyperband", "median", "wilcoxon", "none");

  private static final List<String> OBJECTIVES =
      Arrays.stream(Quantity.values())
          .flatMap(quantity -> Stream.of(quantity.on("validation"), quantity.on("train")))
          .toList();

  private final MappingOptions sweep;
  private final Optional<YamlValue> rules;
  private final int folds;

  private SweepReader(MappingOptions sweep, Optional<YamlValue> rules, int folds) {
    this.sweep = sweep;
    this.rules = rules;
    this.folds = folds;
  }

  /** One trial, as where there is no sweep section. */
  static SweepSpec single() {
    return new SweepSpec(
        SearchSpec.grid(Map.of()),
        List.of(1L),
        "",
        false,
        Optional.empty(),
        Optional.empty(),
        SweepSpec.PARALLEL,
        OptionalInt.empty());
  }

  /**
   * Reads the section.
   *
   * @param rules its {@code where}, as it stands in the file
   * @param folds of the data, 0 where it is split once
   */
  static SweepSpec read(MappingOptions sweep, Optional<YamlValue> rules, int folds) {
    try (sweep) {
      return new SweepReader(sweep, rules, folds).read();
    }
  }

  private SweepSpec read() {
    List<Long> seeds = seeds();
    SearchSpec search =
        new SearchReader(sweep, rules, new SearchReader.Repeats(seeds.size(), folds)).read();
    Optional<Match> match = new MatchReader(sweep, search).read();
    Objective objective = objective();
    return new SweepSpec(
        search,
        seeds,
        objective.metric(),
        objective.maximize(),
        match,
        sweep.variant("pruner", PRUNERS).flatMap(SweepReader::pruner),
        sweep.integer("parallel", 1, SweepSpec.PARALLEL),
        sweep.has("threads") ? OptionalInt.of(sweep.integer("threads", 1)) : OptionalInt.empty());
  }

  private static Optional<PrunerSpec> pruner(Variant chosen) {
    try (Options of = chosen.options()) {
      return switch (chosen.name()) {
        case "none" -> Optional.empty();
        case "hyperband" -> Optional.of(new PrunerSpec.Hyperband(of.integer("eta", 2, 3)));
        case "halving" ->
            Optional.of(new PrunerSpec.Halving(of.integer("first", 1, 1), of.integer("eta", 2, 3)));
        case "median" ->
            Optional.of(
                new PrunerSpec.Median(of.integer("startup", 1, 5), of.integer("warmup", 0, 0)));
        case "wilcoxon" -> Optional.of(new PrunerSpec.Wilcoxon(of.number("level", 1e-6, 0.5, 0.1)));
        default ->
            Optional.of(new PrunerSpec.Asha(of.integer("first", 1, 1), of.integer("eta", 2, 3)));
      };
    }
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
}
