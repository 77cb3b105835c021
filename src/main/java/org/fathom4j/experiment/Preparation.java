package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.compiled.KernelLibrary;
import org.fathom4j.compiled.backend.Precision;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.ExperimentHeader;
import org.fathom4j.config.Options;
import org.fathom4j.config.PrunerSpec;
import org.fathom4j.config.StudySpec;
import org.fathom4j.config.TrainingSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.metrics.TargetKind;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;
import org.fathom4j.study.Study;
import org.fathom4j.study.StudyType;
import org.fathom4j.study.registry.StudyRegistry;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.sweep.Replicates;
import org.fathom4j.sweep.SweepPlan;
import org.fathom4j.training.Processor;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialBinding;

/**
 * Checks a whole experiment before anything starts: every trial is bound, its data described, its
 * network shaped.
 */
public final class Preparation {
  private final ExperimentFile file;
  private final TrialBinding binding;

  private Preparation(ExperimentFile file, DataPlaces places) {
    this.file = file;
    this.binding = new TrialBinding(places);
  }

  /**
   * The trials of an experiment, ready to start.
   *
   * @throws org.fathom4j.problem.InvalidSpecException with every mistake found
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
      return PreparedSweep.ofStudy(file, header, study, binding);
    }
    Optional<Sampling> sampling = Sampling.of(header.sweep().search(), file, problems);
    if (sampling.isEmpty()) {
      throw new InvalidSpecException(problems.all());
    }
    List<Map<String, Object>> points = points(sampling.get(), problems);
    SizeSolver solver = new SizeSolver(file, header, binding);
    probe(solver, points, problems);
    problems.throwIfAny();
    Replicates replicates = new Replicates(header.sweep().seeds(), header.folds());
    List<PlannedTrial> planned =
        SweepPlan.of(
            points,
            sampling.get().learns() ? replicates.first() : replicates,
            point -> solver.parameters(point, problems));
    List<PreparedTrial> trials = new ArrayList<>();
    for (PlannedTrial trial : planned) {
      binding.bind(file, header.sweep(), trial, problems).ifPresent(trials::add);
    }
    boolean probabilities = trials.stream().allMatch(t -> t.network().givesProbabilities());
    trials.stream()
        .map(trial -> trial.data().description().target().kind())
        .distinct()
        .forEach(kind -> new MetricNames(kind, probabilities).check(file, header, problems));
    check(trials, problems);
    header.sweep().pruner().ifPresent(pruner -> check(pruner, trials, replicates, problems));
    problems.throwIfAny();
    Optional<Drawing> drawing =
        sampling
            .filter(Sampling::learns)
            .map(s -> new Drawing(s.search(), s.type(), replicates, trial -> bound(solver, trial)));
    return new PreparedSweep(
        file,
        judged(header, trials),
        trials,
        drawing,
        sampling.flatMap(Sampling::choice),
        study,
        binding);
  }

  private List<Map<String, Object>> points(Sampling sampling, Problems problems) {
    try {
      return sampling.points();
    } catch (InvalidSpecException mistake) {
      file.problem("sweep.where", String.valueOf(mistake.getMessage()), problems);
      throw new InvalidSpecException(problems.all());
    }
  }

  /** A trial that a sampler asks for, with its solved parameters. */
  private PreparedTrial bound(SizeSolver solver, PlannedTrial asked) {
    Problems problems = new Problems();
    PlannedTrial trial =
        new PlannedTrial(
            asked.number(),
            solver.parameters(asked.parameters(), problems),
            asked.seed(),
            asked.fold());
    Optional<PreparedTrial> bound = binding.bind(file, solver.header().sweep(), trial, problems);
    problems.throwIfAny();
    return bound.orElseThrow(
        () ->
            new IllegalStateException("trial " + trial.number() + " is unbound without a reason"));
  }

  /** Products of bfloat16 need instructions of the CPU. */
  private void check(List<PreparedTrial> trials, Problems problems) {
    if (trials.stream()
        .noneMatch(trial -> trial.training().precision() == TrainingSpec.Precision.BF16)) {
      return;
    }
    if (Processor.current() == Processor.CUDA) {
      file.problem(
          "training.precision",
          "must be float on a GPU: only the CPU's kernels compute with bf16",
          problems);
      return;
    }
    KernelLibrary.chosen()
        .obstacle(Precision.BFLOAT16)
        .ifPresent(
            why ->
                file.problem(
                    "training.precision", "must be float here: " + why.reason(), problems));
  }

  /** A pruner compares trials after equal epochs of trainings of equal length. */
  private void check(
      PrunerSpec pruner, List<PreparedTrial> trials, Replicates replicates, Problems problems) {
    List<Integer> epochs =
        trials.stream().map(trial -> trial.training().epochs()).distinct().toList();
    if (epochs.size() > 1) {
      file.problem(
          "sweep.pruner",
          "compares trainings of equal length; training.epochs is " + epochs,
          problems);
    }
    if (pruner instanceof PrunerSpec.Wilcoxon test && replicates.count() <= test.fewestPairs()) {
      file.problem(
          "sweep.pruner",
          "compares points over paired seeds: at level %s it takes %d of them to drop the next, got %d seeds and folds in all"
              .formatted(test.level(), test.fewestPairs(), replicates.count()),
          problems);
    }
    if (!epochs.isEmpty() && pruner.first() > epochs.get(0)) {
      file.problem(
          "sweep.pruner",
          "must have its first comparison within the %d epochs of a training, got first: %d"
              .formatted(epochs.get(0), pruner.first()),
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
  private void probe(SizeSolver solver, List<Map<String, Object>> points, Problems problems) {
    if (solver.header().sweep().match().isEmpty() || !problems.none()) {
      return;
    }
    for (Map<String, Object> point : points) {
      PlannedTrial trial = new PlannedTrial(1, solver.anySize(point), 1, 0);
      binding.bind(file, solver.header().sweep(), trial, problems);
    }
  }

  static String text(Map<String, Object> parameters) {
    return parameters.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }
}
