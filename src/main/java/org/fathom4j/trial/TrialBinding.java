package org.fathom4j.trial;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.SweepSpec;
import org.fathom4j.config.TrialSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.metrics.Quantity;
import org.fathom4j.metrics.TargetKind;
import org.fathom4j.network.LayerRegistry;
import org.fathom4j.network.NetworkBuilder;
import org.fathom4j.network.NetworkPlan;
import org.fathom4j.problem.Problems;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.training.TrainingLoop;

/**
 * Binds trials: reads what each does, describes its data, shapes its network. Trials with equal
 * data sections share one plan, and so one copy of the examples. Thread-safe.
 */
public final class TrialBinding {
  private final DataPlaces places;
  private final DataSets dataSets;
  private final NetworkBuilder builder = new NetworkBuilder(LayerRegistry.load());
  private final Map<Map<String, Object>, Optional<DataPlan>> plans = new HashMap<>();
  private final Map<DataPlan, DataSplit> examples = new HashMap<>();
  private final IdentityHashMap<DataPlan, DataSplit> met = new IdentityHashMap<>();
  private final Map<String, Experiment> experiments = new HashMap<>();

  private record Experiment(ExperimentFile file, SweepSpec sweep) {}

  /** A binding that looks for data in these places. */
  public TrialBinding(DataPlaces places) {
    this.places = places;
    this.dataSets = new DataSets(places);
  }

  /** Where it looks for data. */
  public DataPlaces places() {
    return places;
  }

  /**
   * Binds a trial of an experiment.
   *
   * @param problems takes what is wrong; the trial is then absent
   */
  public synchronized Optional<PreparedTrial> bind(
      ExperimentFile file, SweepSpec sweep, PlannedTrial trial, Problems problems) {
    long before = problems.reports();
    TrialSpec spec = file.bind(trial.parameters(), problems);
    spec.training().init().from().ifPresent(StartingNetwork::of);
    Optional<DataPlan> plan = describe(spec.data()).map(whole -> whole.fold(trial.fold()));
    if (plan.isEmpty()) {
      return Optional.empty();
    }
    long batch = spec.training().batch();
    long steps = (plan.get().description().train() + batch - 1) / batch;
    Optional<NetworkPlan> network =
        builder.plan(
            spec.network(),
            new NetworkBuilder.Setting(
                plan.get().description().shape(),
                plan.get().description().target(),
                spec.training(),
                (int) Math.min(Integer.MAX_VALUE, spec.training().epochs() * steps),
                trial.seed()));
    SweepSpec judged = judged(sweep, plan.get().description().target().kind());
    TrainingLoop.Choice choice = new TrainingLoop.Choice(judged.objective(), judged.maximize());
    // The network is shaped even after other mistakes, so that its own are told with them.
    return network
        .filter(n -> problems.reports() == before)
        .map(n -> new PreparedTrial(trial, spec.training(), choice, plan.get(), n));
  }

  /** Where the file names no objective, it is the usual one of what is predicted. */
  public static SweepSpec judged(SweepSpec sweep, TargetKind kind) {
    Quantity usual = Quantity.usual(kind);
    return sweep.objective().isEmpty()
        ? sweep.withObjective(usual.on("validation"), usual.higherIsBetter())
        : sweep;
  }

  /**
   * Binds a job, in whichever process it is to run.
   *
   * @throws org.fathom4j.problem.InvalidSpecException with every mistake of its experiment, such as
   *     data that this machine lacks
   */
  public synchronized PreparedTrial bind(TrialJob job) {
    Experiment experiment = experiments.computeIfAbsent(job.hash(), hash -> parsed(job));
    Problems problems = new Problems();
    Optional<PreparedTrial> trial =
        bind(experiment.file(), experiment.sweep(), job.planned(), problems);
    plans.values().removeIf(Optional::isEmpty); // the next job that asks is told why
    problems.throwIfAny();
    return trial.orElseThrow(
        () -> new IllegalStateException("trial " + job.number() + " is unbound without a reason"));
  }

  private static Experiment parsed(TrialJob job) {
    String source = String.format(Locale.ROOT, "experiment %.12s", job.hash());
    ExperimentFile file =
        ExperimentFile.parse(job.experiment(), Path.of(source), Optional.empty(), List.of());
    Problems problems = new Problems();
    SweepSpec sweep = file.header(problems).sweep();
    problems.throwIfAny();
    return new Experiment(file, sweep);
  }

  /**
   * The examples of a plan, read once.
   *
   * @throws org.fathom4j.problem.InvalidSpecException if they cannot be had
   */
  public synchronized DataSplit examples(DataPlan plan) {
    DataSplit known = met.get(plan); // to tell an equal plan goes through all of a table
    if (known == null) {
      known = examples.computeIfAbsent(plan, DataPlan::load);
      met.put(plan, known);
    }
    return known;
  }

  private Optional<DataPlan> describe(DataSpec spec) {
    Optional<DataPlan> known = plans.get(spec.key());
    if (known == null) {
      known = dataSets.plan(spec);
      plans.put(spec.key(), known);
    }
    return known;
  }
}
