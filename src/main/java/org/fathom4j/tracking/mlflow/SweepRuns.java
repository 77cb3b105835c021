package org.fathom4j.tracking.mlflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.Keys;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelFolder;
import org.fathom4j.mlflow.client.ModelHome;
import org.fathom4j.mlflow.client.ProcessTag;
import org.fathom4j.mlflow.client.RunStatus;
import org.fathom4j.mlflow.client.StoredRun;
import org.fathom4j.mlflow.client.Tags;
import org.fathom4j.mlflow.client.Upload;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one sweep on a server: a parent, and a child for each trial. Every method can be
 * called again, after a failure, a crash or by a later sync: runs are found by their tags, points
 * carry the time of the record, tags are overwritten, and parameters do not change.
 */
final class SweepRuns {
  private final MlflowApi api;
  private final SweepRecord sweep;
  private final Map<String, String> owner;
  private final Map<Integer, String> children;
  private final Listing listing;
  private final RungLog rungs;
  private volatile @Nullable Parent parent;

  private SweepRuns(
      MlflowApi api,
      SweepRecord sweep,
      Map<String, String> owner,
      Map<Integer, String> children,
      Listing listing,
      RungLog rungs) {
    this.api = api;
    this.sweep = sweep;
    this.owner = owner;
    this.children = children;
    this.listing = listing;
    this.rungs = rungs;
  }

  /** Of a sweep that this process runs: a later one ends what it leaves without an end. */
  static SweepRuns live(MlflowApi api, SweepRecord sweep, RungLog rungs) {
    return new SweepRuns(
        api, sweep, ProcessTag.tags(), new ConcurrentHashMap<>(), new Listing(), rungs);
  }

  /** Of a sweep that is stored, which another process may be running. */
  static SweepRuns stored(MlflowApi api, SweepRecord sweep, RungLog rungs) {
    return new SweepRuns(api, sweep, Map.of(), new ConcurrentHashMap<>(), new Listing(), rungs);
  }

  /** The same runs, once the parent is there, over another connection. */
  SweepRuns over(MlflowApi other) {
    SweepRuns same = new SweepRuns(other, sweep, owner, children, listing, rungs);
    same.parent = parent;
    return same;
  }

  /**
   * The parent run.
   *
   * @param complete whether it has everything already
   */
  record Parent(String experiment, String run, String artifacts, boolean complete) {
    /** The run's page, opened as one of model training, not of language models. */
    String page(MlflowServer server) {
      return "%s/#/experiments/%s/runs/%s?workflowType=machine_learning"
          .formatted(server, experiment, run);
    }
  }

  /** Finds or makes the parent run. */
  Parent parent() throws MlflowFailure {
    return parent("under way");
  }

  /**
   * As {@link #parent()}; one that was sent whole stays as it is.
   *
   * @param complete the fingerprint of all that it is to have
   */
  Parent parent(String complete) throws MlflowFailure {
    Parent known = parent;
    if (known == null) {
      known = findOrMake(complete);
      parent = known;
    }
    return known;
  }

  private Parent findOrMake(String complete) throws MlflowFailure {
    String experiment = experiment();
    listing.fill(api.all(experiment, Map.of(SweepContent.SWEEP_ID, sweep.id())));
    Optional<StoredRun> found = listing.parent();
    Map<String, String> tags = owned(SweepContent.tags(sweep));
    StoredRun run;
    if (!owner.isEmpty()) {
      ProcessTag.endOrphans(api, experiment, System.currentTimeMillis());
    }
    if (found.isPresent()) {
      run = found.get();
      if (run.tags().getOrDefault(Fingerprint.TAG, "").equals(complete)
          && run.status() != RunStatus.RUNNING) {
        return new Parent(experiment, run.id(), run.artifacts(), true);
      }
      if (run.status() != RunStatus.RUNNING) {
        api.reopen(run.id());
      }
    } else {
      run = api.create(experiment, sweep.provenance().startedMillis(), tags);
    }
    api.log(run.id(), Batch.names(SweepContent.parameters(sweep), tags));
    if (!sweep.data().name().isEmpty()) {
      api.post("runs/log-inputs", SweepContent.inputs(run.id(), sweep));
    }
    return new Parent(experiment, run.id(), run.artifacts(), false);
  }

  /** The experiment that holds them; it is made where absent. */
  String experiment() throws MlflowFailure {
    return api.experiment(Keys.experiment(sweep.name()), SweepContent.experimentTags(sweep));
  }

  /** The run of a trial; empty where the server has none. */
  Optional<StoredRun> known(TrialRecord trial) throws MlflowFailure {
    return api.find(experiment(), TrialContent.identity(sweep, trial));
  }

  /** Keeps the network of a trial with its run. */
  void keep(TrialRecord trial, ModelFolder model, Upload upload) throws MlflowFailure {
    Optional<StoredRun> run = known(trial);
    if (run.isPresent()) {
      new ModelHome(api, upload).keep(parent().experiment(), run.get(), model);
    }
  }

  /** A trial begins from nothing. */
  void trialStarted(TrialRecord trial, long timeMillis) throws MlflowFailure {
    children.remove(trial.number());
    api.reopen(described(trial, timeMillis));
  }

  /** A trial waits: its run is there, with the epochs that the record holds. */
  void trialPaused(TrialRecord trial) throws MlflowFailure {
    described(trial, TrialContent.startMillis(trial).orElse(sweep.provenance().startedMillis()));
    epochs(trial.epochs().stream().map(epoch -> new Told(trial, epoch)).toList());
  }

  /** A trial that waited trains on, in its run. */
  void trialContinued(TrialRecord trial) throws MlflowFailure {
    long begun = sweep.provenance().startedMillis();
    api.reopen(described(trial, TrialContent.startMillis(trial).orElse(begun)));
  }

  private String described(TrialRecord trial, long startMillis) throws MlflowFailure {
    String run = child(trial, startMillis);
    api.log(
        run,
        Batch.names(
            TrialContent.parameters(sweep, trial), owned(state(trial, TrialContent.state(trial)))));
    return run;
  }

  private String child(TrialRecord trial, long startMillis) throws MlflowFailure {
    String known = children.get(trial.number());
    if (known == null) {
      known = findOrMake(trial, startMillis);
      children.put(trial.number(), known);
    }
    return known;
  }

  private String findOrMake(TrialRecord trial, long startMillis) throws MlflowFailure {
    Parent of = parent();
    Optional<StoredRun> found = usable(trial);
    if (found.isPresent()) {
      return found.get().id();
    }
    Map<String, String> tags = owned(TrialContent.tags(sweep, trial, of.run()));
    return api.create(of.experiment(), startMillis, tags).id();
  }

  /** The trial's run, where it can be gone on with. What was listed is believed once. */
  private Optional<StoredRun> usable(TrialRecord trial) throws MlflowFailure {
    Optional<StoredRun> found =
        listing.isNew(trial.number())
            ? listing.trial(trial.number())
            : api.find(parent().experiment(), TrialContent.identity(sweep, trial));
    if (found.isPresent() && TrialContent.isOfAnEarlierTry(found.get(), trial)) {
      api.delete(found.get().id());
      return Optional.empty();
    }
    return found;
  }

  private Map<String, String> state(TrialRecord trial, Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(rungs.tags(trial.number()));
    return all;
  }

  private Map<String, String> owned(Map<String, String> tags) {
    Map<String, String> all = new LinkedHashMap<>(tags);
    all.putAll(owner);
    return all;
  }

  /** Epochs of any trials, in one request for each trial. */
  void epochs(List<Told> told) throws MlflowFailure {
    Map<Integer, List<Told>> byTrial =
        told.stream().collect(Collectors.groupingBy(each -> each.trial().number()));
    for (List<Told> epochs : byTrial.values()) {
      Told first = epochs.get(0);
      String run = child(first.trial(), first.epoch().timeMillis());
      List<Point> points =
          epochs.stream().flatMap(each -> TrialContent.points(each.epoch()).stream()).toList();
      api.log(run, Batch.metrics(points));
    }
  }

  /** An epoch of a trial. */
  record Told(TrialRecord trial, EpochRecord epoch) {}

  /** A trial has its end, or was interrupted where its state is RUNNING. */
  void trialEnded(TrialRecord trial, long timeMillis) throws MlflowFailure {
    String run = child(trial, TrialContent.startMillis(trial).orElse(timeMillis));
    api.log(
        run,
        new Batch(
            TrialContent.results(trial, timeMillis),
            Map.of(),
            state(trial, TrialContent.endState(trial))));
    api.end(run, TrialContent.status(trial), TrialContent.endMillis(trial).orElse(timeMillis));
  }

  /** A trial of the past, whole; nothing is sent where the server has all of it. */
  void trial(TrialRecord trial) throws MlflowFailure {
    WholeTrial whole = WholeTrial.of(sweep, trial, parent().run(), rungs.tags(trial.number()));
    Optional<StoredRun> found = usable(trial);
    if (found.isPresent() && whole.isIn(found.get())) {
      children.put(trial.number(), found.get().id());
      return;
    }
    String run =
        found.isPresent()
            ? found.get().id()
            : api.create(parent().experiment(), whole.startMillis(), owned(whole.tags())).id();
    children.put(trial.number(), run);
    api.log(run, whole.batch());
    api.end(run, whole.status(), whole.endMillis());
  }

  /** As {@link #trial}, kind by kind: what the server refuses takes nothing else with it. */
  List<Delivery> pieces(TrialRecord trial) {
    long begun = sweep.provenance().startedMillis();
    return List.of(
        () -> described(trial, TrialContent.startMillis(trial).orElse(begun)),
        () -> epochs(trial.epochs().stream().map(epoch -> new Told(trial, epoch)).toList()),
        () -> trialEnded(trial, begun));
  }

  /** How busy the machine is while the sweep runs. */
  void system(List<Point> points) throws MlflowFailure {
    api.log(parent().run(), Batch.metrics(points));
  }

  /** The sweep broke off. */
  void interrupted(long timeMillis) throws MlflowFailure {
    api.end(parent().run(), SweepContent.status(Outcome.INTERRUPTED), timeMillis);
  }

  /** The sweep has its end: the best trial's results, note, status. */
  void ended(SweepRecord last, Outcome outcome, Note note) throws MlflowFailure {
    ended(last, outcome, note, "");
  }

  /**
   * As {@link #ended(SweepRecord, Outcome, Note)}.
   *
   * @param complete the fingerprint of all that the run has then
   */
  void ended(SweepRecord last, Outcome outcome, Note note, String complete) throws MlflowFailure {
    Parent of = parent();
    long end = SweepContent.endMillis(last);
    List<Point> points = new ArrayList<>();
    SweepContent.results(last, note.bestTrial())
        .forEach((name, value) -> points.add(new Point(Keys.key(name), value, end, 0)));
    note.found().forEach((name, value) -> points.add(new Point(Keys.key(name), value, end, 0)));
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("mlflow.note.content", SweepContent.note(last, note.answer()));
    tags.put("fathom.state", outcome.name());
    tags.putAll(note.verdicts());
    note.answer().ifPresent(answer -> tags.put("fathom.answer", answer));
    if (note.bestTrial() > 0) {
      tags.put("fathom.best-trial", Integer.toString(note.bestTrial()));
    }
    tags.put(Fingerprint.TAG, complete);
    api.log(of.run(), new Batch(points, Map.of(), Tags.clean(tags)));
    api.end(of.run(), SweepContent.status(outcome), end);
  }

  /**
   * What the end adds: trial 0 is none; numbers that the run as a whole found, and what became of
   * known answers, by name.
   */
  record Note(
      int bestTrial,
      Optional<String> answer,
      Map<String, Double> found,
      Map<String, String> verdicts) {}
}
