package org.fathom4j.tracking.mlflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Batch.Point;
import org.fathom4j.mlflow.client.Keys;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelFolder;
import org.fathom4j.mlflow.client.ModelHome;
import org.fathom4j.mlflow.client.ProcessTag;
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
  private final Map<Integer, String> children = new HashMap<>();
  private @Nullable Parent parent;

  private SweepRuns(MlflowApi api, SweepRecord sweep, Map<String, String> owner) {
    this.api = api;
    this.sweep = sweep;
    this.owner = owner;
  }

  /** Of a sweep that this process runs: a later one ends what it leaves without an end. */
  static SweepRuns live(MlflowApi api, SweepRecord sweep) {
    return new SweepRuns(api, sweep, ProcessTag.tags());
  }

  /** Of a sweep that is stored, which another process may be running. */
  static SweepRuns stored(MlflowApi api, SweepRecord sweep) {
    return new SweepRuns(api, sweep, Map.of());
  }

  /** The parent run. */
  record Parent(String experiment, String run, String artifacts) {
    /** The run's page. */
    String page(MlflowServer server) {
      return "%s/#/experiments/%s/runs/%s".formatted(server, experiment, run);
    }
  }

  /** Finds or makes the parent run. */
  Parent parent() throws MlflowFailure {
    Parent known = parent;
    if (known == null) {
      known = findOrMake();
      parent = known;
    }
    return known;
  }

  private Parent findOrMake() throws MlflowFailure {
    String experiment = experiment();
    Map<String, String> identity =
        Map.of(SweepContent.SWEEP_ID, sweep.id(), SweepContent.KIND, "sweep");
    Optional<StoredRun> found = api.find(experiment, identity);
    Map<String, String> tags = owned(SweepContent.tags(sweep));
    StoredRun run;
    if (!owner.isEmpty()) {
      ProcessTag.endOrphans(api, experiment, System.currentTimeMillis());
    }
    if (found.isPresent()) {
      run = found.get();
      api.reopen(run.id());
    } else {
      run = api.create(experiment, sweep.provenance().startedMillis(), tags);
    }
    api.log(run.id(), Batch.names(SweepContent.parameters(sweep), tags));
    if (!sweep.data().name().isEmpty()) {
      api.post("runs/log-inputs", SweepContent.inputs(run.id(), sweep));
    }
    return new Parent(experiment, run.id(), run.artifacts());
  }

  /** The experiment that holds them; it is made where absent. */
  String experiment() throws MlflowFailure {
    return api.experiment(Keys.tag(sweep.name()), SweepContent.experimentTags(sweep));
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
        run, Batch.names(TrialContent.parameters(sweep, trial), owned(TrialContent.state(trial))));
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
    Optional<StoredRun> found = api.find(of.experiment(), TrialContent.identity(sweep, trial));
    if (found.isPresent()) {
      String run = found.get().id();
      if (!TrialContent.isOfAnEarlierTry(found.get(), trial)) {
        return run;
      }
      api.delete(run);
    }
    Map<String, String> tags = owned(TrialContent.tags(sweep, trial, of.run()));
    return api.create(of.experiment(), startMillis, tags).id();
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
        new Batch(TrialContent.results(trial, timeMillis), Map.of(), TrialContent.endState(trial)));
    api.end(run, TrialContent.status(trial), TrialContent.endMillis(trial).orElse(timeMillis));
  }

  /** A trial of the past, whole. */
  void trial(TrialRecord trial) throws MlflowFailure {
    long begun = sweep.provenance().startedMillis();
    described(trial, TrialContent.startMillis(trial).orElse(begun));
    epochs(trial.epochs().stream().map(epoch -> new Told(trial, epoch)).toList());
    trialEnded(trial, begun);
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
