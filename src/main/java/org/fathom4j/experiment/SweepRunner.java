package org.fathom4j.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.fathom4j.data.DataSplit;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.SweepRecord.DataInfo;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.provenance.Provenance;
import org.fathom4j.report.inspection.Inspection;
import org.fathom4j.report.lesson.Lesson;
import org.fathom4j.study.StudyContext;
import org.fathom4j.study.StudyContext.FinishedSweep;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.RunningTime;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialExecutor;
import org.fathom4j.trial.TrialJob;

/** Runs every trial of a sweep that is not finished yet, and tells whoever subscribed. */
public final class SweepRunner {
  private final PreparedSweep sweep;
  private final RunOptions options;
  private final Subscriber watcher;
  private final BooleanSupplier stopped;
  private final BooleanSupplier paused;
  private final long started = System.nanoTime();

  /**
   * A runner.
   *
   * @param sweep the checked experiment
   * @param options how it is run
   * @param watcher hears of everything, and is closed at the end
   * @param stopped asked between steps; true ends the sweep in a state that can be resumed
   */
  public SweepRunner(
      PreparedSweep sweep, RunOptions options, Subscriber watcher, BooleanSupplier stopped) {
    this(sweep, options, watcher, stopped, () -> false);
  }

  /**
   * A runner that can be paused.
   *
   * @param paused asked between epochs; while it is true none is begun, and results are the same
   */
  public SweepRunner(
      PreparedSweep sweep,
      RunOptions options,
      Subscriber watcher,
      BooleanSupplier stopped,
      BooleanSupplier paused) {
    this.sweep = sweep;
    this.options = options;
    this.watcher = watcher;
    this.stopped = stopped;
    this.paused = paused;
  }

  /**
   * Runs to the end, or until stopped.
   *
   * @throws InvalidSpecException if the data cannot be had or the store cannot be written: nothing
   *     was started
   */
  public SweepResult run() {
    return run(
        (jobs, before, records) ->
            sweep.isDecidedOnTheWay()
                ? new EngineAgenda(sweep, before, records::trial)
                : new ListedJobs(jobs));
  }

  /** Makes the agenda of a sweep. */
  interface Deciding {
    /**
     * Makes it.
     *
     * @param jobs that are left of the whole sweep, each to its end, in the order of {@link
     *     ListedJobs#order}
     * @param before what a resumed sweep has already
     * @param records hears of every event
     */
    Agenda agenda(List<TrialJob> jobs, Before before, TrialRecords records);
  }

  /**
   * As {@link #run()}, decided otherwise.
   *
   * @param decided makes the agenda
   */
  SweepResult run(Deciding decided) {
    Before before = before();
    Provenance here = Origin.of(options.device());
    List<String> earlier = earlier(here);
    Crew crew = crew();
    load(before.trials());
    LocalStore store = LocalStore.open(options.store());
    TrialRecords records = new TrialRecords();
    try (EventStream stream = Subscribers.of(store, records, watcher, options)) {
      Provenance provenance = here.training(crew.threads(), earlier);
      RecordMaker maker =
          new RecordMaker(
              id(provenance),
              sweep,
              options,
              info(),
              provenance,
              started,
              RunningTime.seconds(before.journal()));
      if (!sweep.trials().isEmpty()) {
        stream.on(Remark.note(crew.toString()));
      }
      sweep.choice().ifPresent(choice -> stream.on(Remark.note(choice)));
      tellWhatIsKept(before.trials(), stream);
      if (!earlier.isEmpty()) {
        stream.on(Remark.warning(Kernels.warning(earlier, here)));
      }
      stream.on(new SweepStarted(maker.record(List.copyOf(before.trials().values()))));
      try (TrialExecutor executor =
          crew.executor(sweep, store.files(), options.checkpoints(), stopped)) {
        new SweepLoop(
                decided.agenda(jobs(before.trials(), executor.slots()), before, records),
                executor,
                stream,
                records,
                stopped,
                paused)
            .run();
      }
      return ended(maker.record(known(records)), store, stream);
    }
  }

  /** The other kernels that a resumed sweep was trained with before. */
  private List<String> earlier(Provenance here) {
    return options.resume() && !sweep.trials().isEmpty()
        ? Kernels.before(LocalStore.read(options.store()).provenance(), here, options.otherCpu())
        : List.of();
  }

  /** Trials of a sweep that is resumed are trained on as many threads as those before. */
  private Crew crew() {
    OptionalInt threads = OptionalInt.empty();
    if (options.resume()) {
      int known = LocalStore.read(options.store()).provenance().threads();
      threads = known > 0 ? OptionalInt.of(known) : threads;
    }
    return Crew.of(
        sweep, options.workers(), threads, Crew.Machine.here(), () -> Estimate.ofOneTrial(sweep));
  }

  private SweepResult ended(SweepRecord record, LocalStore store, EventStream stream) {
    boolean interrupted = stopped.getAsBoolean();
    StudyContext context =
        new StudyContext(
            text -> stream.on(Remark.status(text)),
            stopped,
            firstData().map(split -> new FinishedSweep(record, options.store(), split)));
    Optional<Lesson> lesson = interrupted ? Optional.empty() : Lessons.of(sweep, record, context);
    Optional<Inspection> inspection =
        interrupted ? Optional.empty() : BestNetwork.inspect(sweep, record, store.files());
    return new Closing(store, stream, stopped.getAsBoolean()).of(record, lesson, inspection);
  }

  /** A trial that was broken off is known again when it is trained again. */
  private static List<TrialRecord> known(TrialRecords records) {
    return records.trials().stream().filter(trial -> trial.state() != TrialState.RUNNING).toList();
  }

  private String id(Provenance provenance) {
    return options.resume()
        ? LocalStore.read(options.store()).id()
        : options.store().toAbsolutePath().getFileName() + "-" + provenance.startedMillis();
  }

  /**
   * What a resumed sweep has already: trials that are finished, and those that are paused. One that
   * failed is tried again, unless what was decided since stands on its failure.
   */
  private Before before() {
    if (!options.resume()) {
      return Before.nothing();
    }
    SweepRecord before = LocalStore.read(options.store());
    if (!before.specHash().equals(sweep.file().specHash())) {
      throw new InvalidSpecException(
          "--resume: "
              + options.store()
              + " holds a run of a different experiment (its specification has hash "
              + before.specHash().substring(0, 12)
              + ", this one "
              + sweep.file().specHash().substring(0, 12)
              + "). Give the same file, preset and overrides as then, or start anew without --resume.");
    }
    Map<Integer, TrialRecord> kept =
        before.trials().stream()
            .filter(trial -> isKept(trial.state()))
            .collect(
                Collectors.toMap(TrialRecord::number, trial -> trial, (a, b) -> b, TreeMap::new));
    return new Before(kept, LocalStore.journal(options.store()));
  }

  private boolean isKept(TrialState state) {
    return state.finished()
        || state == TrialState.PAUSED
        || (state == TrialState.FAILED && sweep.isDecidedOnTheWay());
  }

  private void tellWhatIsKept(Map<Integer, TrialRecord> before, EventStream stream) {
    if (options.resume() && !sweep.trials().isEmpty()) {
      long finished = before.values().stream().filter(trial -> trial.state().finished()).count();
      stream.on(Remark.note(finished + " of " + sweep.total() + " trials are finished and kept"));
    }
  }

  /** Reads each data set that a trial still needs, before anything is started. */
  private void load(Map<Integer, TrialRecord> before) {
    for (PreparedTrial trial : left(before)) {
      sweep.binding().examples(trial.data());
    }
  }

  private List<PreparedTrial> left(Map<Integer, TrialRecord> before) {
    List<PreparedTrial> left = new ArrayList<>(sweep.trials());
    if (sweep.drawing().isPresent()) {
      return left;
    }
    left.removeIf(
        trial ->
            Optional.ofNullable(before.get(trial.planned().number()))
                .map(known -> known.state().finished())
                .orElse(false));
    return left;
  }

  private List<TrialJob> jobs(Map<Integer, TrialRecord> before, int slots) {
    return ListedJobs.order(left(before), slots).stream()
        .map(trial -> job(trial, Optional.ofNullable(before.get(trial.planned().number()))))
        .toList();
  }

  /** The rest of a trial that is paused, or the whole of one that is not. */
  private TrialJob job(PreparedTrial trial, Optional<TrialRecord> paused) {
    int done = paused.map(record -> record.epochs().size()).orElse(0);
    Budget rest = new Budget(done + 1, trial.training().epochs());
    return TrialJob.of(trial.planned(), rest, sweep.file());
  }

  private Optional<DataSplit> firstData() {
    return sweep.trials().stream().findFirst().map(first -> sweep.binding().examples(first.data()));
  }

  private DataInfo info() {
    return firstData().map(DataSplit::info).orElse(DataInfo.NONE);
  }
}
