package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.config.Options;
import org.fathom4j.config.Problem;
import org.fathom4j.config.Problems;
import org.fathom4j.config.PrunerSpec;
import org.fathom4j.config.StudySpec;
import org.fathom4j.config.Suggestions;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.config.SweepSpec.Match;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.metrics.TargetKind;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyType;
import org.fathom4j.study.registry.StudyRegistry;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.sweep.SizeMatcher;
import org.fathom4j.sweep.SweepPlan;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialBinding;

/**
 * Checks a whole experiment before anything starts: every trial is bound, its data described, its
 * network shaped.
 */
public final class Preparation {
  private static final long NO_SEED = 0;

  private final ExperimentFile file;
  private final TrialBinding binding;

  private Preparation(ExperimentFile file, DataPlaces places) {
    this.file = file;
    this.binding = new TrialBinding(places);
  }

  /**
   * The trials of an experiment, ready to start.
   *
   * @throws org.fathom4j.config.InvalidSpecException with every mistake found
   */
  public static PreparedSweep of(ExperimentFile file, DataPlaces places) {
    return new Preparation(file, places).prepare();
  }

  private PreparedSweep prepare() {
    Problems problems = new Problems();
    ExperimentHeader header = file.header(problems);
    Optional<Study> study = header.study().flatMap(spec -> study(spec, problems));
    if (file.isStudyAlone()) {
      problems.throwIfAny();
      return new PreparedSweep(file, header, List.of(), study, binding);
    }
    Optional<Match> match = header.sweep().match();
    probe(header, match, problems);
    problems.throwIfAny();
    List<PlannedTrial> planned =
        SweepPlan.of(
            header.sweep(),
            header.folds(),
            point -> match.map(m -> matched(m, point, header, problems)).orElse(point));
    List<PreparedTrial> trials = new ArrayList<>();
    for (PlannedTrial trial : planned) {
      binding.bind(file, header.sweep(), trial, problems).ifPresent(trials::add);
    }
    boolean probabilities = trials.stream().allMatch(t -> t.network().givesProbabilities());
    trials.stream()
        .map(trial -> trial.data().description().target().kind())
        .distinct()
        .forEach(kind -> new MetricNames(kind, probabilities).check(file, header, problems));
    header.sweep().pruner().ifPresent(pruner -> check(pruner, trials, problems));
    problems.throwIfAny();
    return new PreparedSweep(file, judged(header, trials), trials, study, binding);
  }

  /** A pruner compares trials after equal epochs of trainings of equal length. */
  private void check(PrunerSpec pruner, List<PreparedTrial> trials, Problems problems) {
    List<Integer> epochs =
        trials.stream().map(trial -> trial.training().epochs()).distinct().toList();
    if (epochs.size() > 1) {
      file.problem(
          "sweep.pruner",
          "compares trainings of equal length; training.epochs is " + epochs,
          problems);
    }
    if (pruner instanceof PrunerSpec.Asha asha
        && !epochs.isEmpty()
        && asha.first() > epochs.get(0)) {
      file.problem(
          "sweep.pruner",
          "must have its first comparison within the %d epochs of a training, got first: %d"
              .formatted(epochs.get(0), asha.first()),
          problems);
    }
  }

  /** Where the file names no objective, it is the usual one of what is predicted. */
  private static ExperimentHeader judged(ExperimentHeader header, List<PreparedTrial> trials) {
    if (trials.isEmpty()) {
      return header;
    }
    TargetKind kind = trials.get(0).data().description().target().kind();
    return header.withSweep(TrialBinding.judged(header.sweep(), kind));
  }

  private static Optional<Study> study(StudySpec spec, Problems problems) {
    StudyRegistry registry = StudyRegistry.load();
    Optional<StudyType> type = registry.find(spec.name());
    if (type.isEmpty()) {
      List<String> names = registry.all().stream().map(StudyType::name).toList();
      spec.options()
          .problem(
              "", "unknown study '" + spec.name() + "'" + Suggestions.hint(spec.name(), names));
      return Optional.empty();
    }
    int before = problems.reports();
    try (Options options = spec.options()) {
      Study study = type.get().read(options);
      return problems.reports() == before ? Optional.of(study) : Optional.empty();
    }
  }

  /** Finds mistakes that have nothing to do with the size before any size is solved for. */
  private void probe(ExperimentHeader header, Optional<Match> match, Problems problems) {
    if (match.isEmpty() || !problems.none()) {
      return;
    }
    for (PlannedTrial trial :
        SweepPlan.of(header.sweep(), 0, point -> probed(match.get(), point))) {
      if (trial.seed() == header.sweep().seeds().get(0)) {
        binding.bind(file, header.sweep(), trial, problems);
      }
    }
  }

  private static Map<String, Object> probed(Match match, Map<String, Object> point) {
    Map<String, Object> filled = new LinkedHashMap<>(point);
    filled.put(match.by(), 8);
    match.fine().ifPresent(fine -> filled.put(fine.name(), fine.nominal()));
    return filled;
  }

  private Map<String, Object> matched(
      Match match, Map<String, Object> point, ExperimentHeader header, Problems problems) {
    SizeMatcher.Solution solution =
        new SizeMatcher(match, tried -> size(header.sweep(), tried)).solve(point);
    if (!solution.matches()) {
      problems.add(
          new Problem(
              header.source().toString(),
              "sweep.match-parameters",
              String.format(
                  Locale.ROOT,
                  "no %s gives %,d parameters within %.1f%% at %s; the closest is %,d parameters with %s."
                      + " Choose another size, or name a second parameter: fine: {units: 256}",
                  match.by(),
                  match.parameters(),
                  100 * match.tolerance(),
                  text(point),
                  solution.size(),
                  text(solution.point()))));
    }
    return solution.point();
  }

  private long size(SweepSpec sweep, Map<String, Object> point) {
    return binding
        .bind(file, sweep, new PlannedTrial(1, point, NO_SEED, 0), new Problems())
        .map(trial -> trial.network().parameters())
        .orElse(0L);
  }

  static String text(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
