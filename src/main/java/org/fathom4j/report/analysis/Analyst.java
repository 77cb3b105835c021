package org.fathom4j.report.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.report.statistics.Holm;
import org.fathom4j.report.statistics.PairedComparison;
import org.fathom4j.report.statistics.Repetition;
import org.fathom4j.report.statistics.Samples;
import org.fathom4j.report.statistics.Trend;

/** Turns a sweep's record into findings. Pure: the same record gives the same findings. */
public final class Analyst {
  private final SweepRecord sweep;
  private final Measure measure;
  private final Measure objective;
  private final SweepShape shape;
  private final Repeats repeats;

  private Analyst(SweepRecord sweep) {
    this.sweep = sweep;
    this.measure = Measure.of(sweep);
    this.objective = Measure.objective(sweep);
    this.shape = SweepShape.of(sweep);
    this.repeats = Repeats.of(sweep);
  }

  /** What the sweep shows. */
  public static Findings analyse(SweepRecord sweep) {
    Analyst analyst = new Analyst(sweep);
    Findings findings = analyst.findings();
    return findings.with(Answer.of(findings));
  }

  /** The sweep's arms alone. */
  public static List<Arm> arms(SweepRecord sweep) {
    return new Analyst(sweep).arms();
  }

  private Findings findings() {
    List<Arm> arms = arms();
    List<Level> levels = shape.axis().isEmpty() ? List.of() : levels(arms);
    boolean numeric = shape.numeric(shape.axis());
    return new Findings(
        sweep,
        measure,
        Measure.tested(sweep),
        objective,
        shape.design(),
        repeats,
        shape.axis(),
        shape.secondAxis(),
        numeric,
        shape.varying(),
        arms,
        levels,
        numeric ? alongAxis(levels) : betweenBest(levels),
        numeric ? trend(levels) : Optional.empty(),
        shape.design() == Design.SEARCH ? correlations(arms) : List.of(),
        shape.design() == Design.SEARCH ? Importances.of(sweep, arms, shape.varying()) : List.of(),
        Front.of(sweep, arms, objective),
        Stability.of(
            Findings.ranking(arms, objective, sweep.maximize()), objective, sweep.maximize()),
        Replays.of(sweep, arms),
        "");
  }

  private List<Arm> arms() {
    Map<Map<String, Object>, List<TrialRecord>> byParameters = new LinkedHashMap<>();
    for (TrialRecord trial : sweep.trials()) {
      byParameters.computeIfAbsent(trial.parameters(), p -> new ArrayList<>()).add(trial);
    }
    List<Arm> arms = new ArrayList<>();
    byParameters.forEach(
        (parameters, trials) -> arms.add(new Arm(parameters, label(parameters), trials)));
    return arms;
  }

  private String label(Map<String, Object> parameters) {
    String label =
        (shape.design() == Design.AXIS ? List.of(shape.axis()) : shape.varying())
            .stream()
                .filter(parameters::containsKey)
                .map(
                    name ->
                        name + " " + Numbers.value(Objects.requireNonNull(parameters.get(name))))
                .collect(Collectors.joining(", "));
    return label.isEmpty() ? sweep.name() : label;
  }

  private List<Level> levels(List<Arm> arms) {
    Map<Object, List<Arm>> byValue = new LinkedHashMap<>();
    for (Arm arm : arms) {
      Object value = arm.parameters().get(shape.axis());
      if (value != null) {
        byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(arm);
      }
    }
    List<Object> values = new ArrayList<>(byValue.keySet());
    boolean numeric = shape.numeric(shape.axis());
    if (numeric) {
      values.sort(Comparator.comparingDouble(v -> ((Number) v).doubleValue()));
    }
    List<Level> levels = new ArrayList<>();
    for (Object value : values) {
      double position = numeric ? ((Number) value).doubleValue() : levels.size();
      List<Arm> members = byValue.getOrDefault(value, List.of());
      levels.add(new Level(value, Numbers.value(value), position, members));
    }
    return levels;
  }

  /** Each later level against the first: the hypothesis is that the higher is better. */
  private List<Contrast> alongAxis(List<Level> levels) {
    List<Level> measured = levels.stream().filter(l -> l.has(measure.result())).toList();
    List<Contrast> contrasts = new ArrayList<>();
    for (int i = 1; i < measured.size(); i++) {
      contrasts.add(contrast(measured.get(i), measured.get(0)));
    }
    return corrected(contrasts);
  }

  /** The level that validation put first against each other, the runner-up last. */
  private List<Contrast> betweenBest(List<Level> levels) {
    Comparator<Level> byObjective = Comparator.comparingDouble(l -> l.mean(objective.result()));
    List<Level> ranked =
        levels.stream()
            .filter(l -> l.has(objective.result()) && l.has(measure.result()))
            .sorted(sweep.maximize() ? byObjective.reversed() : byObjective)
            .toList();
    List<Contrast> contrasts = new ArrayList<>();
    for (int i = ranked.size() - 1; i >= 1; i--) {
      contrasts.add(contrast(ranked.get(0), ranked.get(i)));
    }
    return corrected(contrasts);
  }

  private Contrast contrast(Level first, Level second) {
    String name = measure.result();
    Level.Pairs pairs = Level.pairs(first, second, name, shape.secondAxis());
    if (pairs.first().isEmpty()) {
      return new Contrast(
          first, second, first.mean(name), second.mean(name), "", Optional.empty(), Double.NaN);
    }
    double[] a = Samples.array(pairs.first());
    double[] b = Samples.array(pairs.second());
    Repetition over = repeats.over(pairs.runs());
    PairedComparison comparison = PairedComparison.of(a, b, measure.higherIsBetter(), over);
    return new Contrast(
        first,
        second,
        over.mean(a),
        over.mean(b),
        repeats.count(pairs.runs()),
        Optional.of(comparison),
        comparison.p());
  }

  private static List<Contrast> corrected(List<Contrast> contrasts) {
    List<Contrast> paired = contrasts.stream().filter(c -> c.comparison().isPresent()).toList();
    double[] adjusted = Holm.adjust(paired.stream().mapToDouble(Contrast::holmP).toArray());
    return contrasts.stream()
        .map(c -> paired.contains(c) ? c.withHolm(adjusted[paired.indexOf(c)]) : c)
        .toList();
  }

  /** Over the seeds and folds that every measured level has. */
  private Optional<Trend> trend(List<Level> levels) {
    List<Level> measured = levels.stream().filter(l -> l.has(measure.result())).toList();
    if (measured.size() < 3) {
      return Optional.empty();
    }
    double[] x = measured.stream().mapToDouble(Level::position).toArray();
    List<Map<Run, Double>> byRun = measured.stream().map(this::meansByRun).toList();
    LinkedHashSet<Run> runs = new LinkedHashSet<>(byRun.get(0).keySet());
    byRun.forEach(level -> runs.retainAll(level.keySet()));
    List<double[]> lines = runs.stream().map(run -> line(byRun, run)).toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(Trend.of(x, lines, repeats.over(List.copyOf(runs))));
  }

  private static double[] line(List<Map<Run, Double>> levels, Run run) {
    return levels.stream().mapToDouble(level -> level.getOrDefault(run, Double.NaN)).toArray();
  }

  private Map<Run, Double> meansByRun(Level level) {
    Map<Run, Double> means = new LinkedHashMap<>();
    level
        .byRun(measure.result(), shape.secondAxis())
        .forEach(
            (run, values) ->
                means.put(
                    run,
                    values.values().stream().mapToDouble(v -> v).average().orElse(Double.NaN)));
    return means;
  }

  private List<Findings.Correlation> correlations(List<Arm> arms) {
    List<Findings.Correlation> correlations = new ArrayList<>();
    for (String parameter : shape.varying()) {
      List<Arm> usable =
          arms.stream()
              .filter(a -> a.parameters().get(parameter) instanceof Number)
              .filter(a -> Double.isFinite(a.mean(objective.result())))
              .toList();
      if (shape.numeric(parameter) && usable.size() >= 3) {
        double[] x = usable.stream().mapToDouble(a -> number(a, parameter)).toArray();
        double[] y = usable.stream().mapToDouble(a -> a.mean(objective.result())).toArray();
        correlations.add(new Findings.Correlation(parameter, usable.size(), Trend.spearman(x, y)));
      }
    }
    return correlations;
  }

  private static double number(Arm arm, String parameter) {
    return arm.parameters().get(parameter) instanceof Number n ? n.doubleValue() : Double.NaN;
  }
}
