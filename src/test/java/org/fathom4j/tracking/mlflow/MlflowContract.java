package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.PRUNED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelUri;
import org.fathom4j.mlflow.client.Registry.Version;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenPoint;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.TrackerContract;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;

/** What a sweep looks like on an MLflow server, a fake one or a real one. */
abstract class MlflowContract extends TrackerContract {
  final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  abstract String uri();

  ServerView view() {
    return new ServerView(uri());
  }

  MlflowServer server() {
    return MlflowServer.of(uri(), Map.of());
  }

  @Override
  protected Subscriber open() {
    return MlflowTracker.open(server(), temp.resolve("store"), warnings::add);
  }

  @Override
  protected Map<Integer, Kept> kept(String sweep) throws Exception {
    assertThat(warnings).isEmpty();
    Map<Integer, Kept> kept = new TreeMap<>();
    for (SeenRun run : runs(sweep)) {
      if (!run.trial().isEmpty()) {
        Map<Integer, Double> losses = new TreeMap<>();
        for (SeenPoint point : view().history(run.id(), Metric.TRAIN_LOSS)) {
          assertThat(losses.put((int) point.step(), point.value())).isNull();
        }
        TrialState state = TrialState.valueOf(run.tags().getOrDefault("fathom.state", ""));
        double accuracy = run.metrics().getOrDefault(Metric.TEST_ACCURACY, Double.NaN);
        Kept before = kept.put(Integer.valueOf(run.trial()), new Kept(state, losses, accuracy));
        assertThat(before).as("trial %s is there once", run.trial()).isNull();
      }
    }
    return kept;
  }

  List<SeenRun> runs(String sweep) throws Exception {
    return view().runs("depth").stream()
        .filter(run -> sweep.equals(run.tags().get("fathom.sweep-id")))
        .toList();
  }

  /** Tells of a sweep with one complete, one diverged and one pruned trial. */
  SweepRecord play(Subscriber tracker, String id) throws Exception {
    tracker.on(Records.start(id));
    List<TrialRecord> trials =
        List.of(
            Records.play(tracker, 1, COMPLETE, 3),
            Records.play(tracker, 3, DIVERGED, 2),
            Records.play(tracker, 4, PRUNED, 1));
    SweepRecord whole = Records.sweep(id, trials);
    tracker.on(new SweepEnded(whole, Records.verdict(Outcome.FINISHED), artifacts()));
    return whole;
  }

  @Test
  void theSweepIsAParentWithItsTrialsAsChildren() throws Exception {
    String id = sweep("parent");
    try (Subscriber tracker = open()) {
      play(tracker, id);
    }

    List<SeenRun> runs = runs(id);
    assertThat(runs).extracting(SeenRun::trial).containsExactly("", "1", "3", "4");
    SeenRun parent = runs.get(0);
    assertThat(runs.subList(1, 4))
        .allMatch(run -> parent.id().equals(run.tags().get("mlflow.parentRunId")));
    assertThat(runs)
        .extracting(SeenRun::status)
        .containsExactly("FINISHED", "FINISHED", "FAILED", "KILLED");
    assertThat(runs.get(2).tags())
        .containsEntry("fathom.state", "DIVERGED")
        .containsEntry("fathom.cause", "loss is NaN at epoch 2");
  }

  @Test
  void theParentTellsQuestionAnswerBestResultsAndKeepsTheFiles() throws Exception {
    String id = sweep("files");
    try (Subscriber tracker = open()) {
      play(tracker, id);
    }

    SeenRun parent = runs(id).get(0);
    assertThat(parent.tags().get("mlflow.note.content"))
        .contains(
            "Does depth help?", "Yes: 4 layers beat 2.", "depth=2", "./fathom run depth.yaml");
    assertThat(parent.tags())
        .containsEntry("fathom.answer", "Yes: 4 layers beat 2.")
        .containsEntry("fathom.best-trial", "1")
        .containsEntry("known-answer.deep/accuracy", "holds")
        .containsEntry("known-answer.order", "missed")
        .containsEntry("mlflow.runName", "depth quick");
    assertThat(parent.parameters())
        .containsEntry("training.epochs", "3")
        .containsEntry("network.1.dense.units", "8");
    assertThat(parent.metrics())
        .containsEntry(Metric.TEST_ACCURACY, 0.6)
        .containsEntry("trials/complete", 1.0)
        .containsKey("system/cpu_utilization_percentage")
        .containsEntry("trials/diverged", 1.0)
        .containsEntry("found/deep/accuracy", 0.75)
        .containsEntry("known-answers/total", 2.0)
        .containsEntry("known-answers/held", 1.0)
        .doesNotContainKey("found/order");
    assertThat(view().artifacts(parent.id()))
        .containsExactly(
            "experiment.yaml",
            "report/index.html",
            "report/my figures/a+b.svg",
            "report/report.json");
  }

  @Test
  void aStoredNetworkIsRegisteredUnderItsNameAndComesBackWhole() throws Exception {
    String name = sweep("digits");
    Path folder = temp.resolve("registered");
    try (Subscriber store = LocalStore.open(folder)) {
      play(store, sweep("registered"));
    }
    Path network = Records.model(LocalStore.modelFile(folder, 1));
    Files.writeString(LocalStore.seenFile(folder, "0f3c"), "seen");
    ModelRegistry registry = new ModelRegistry(server());

    Version first = registry.register(folder, name, Optional.of("champion"));
    Version again = registry.register(network.resolveSibling(""), name, Optional.empty());

    assertThat(first).isEqualTo(again);
    assertThat(first.number()).isEqualTo("1");
    Path cache = temp.resolve("cache");
    Path fetched = registry.fetch(ModelUri.of("models:/" + name + "@champion"), cache);
    assertThat(fetched.resolve("model.zip")).hasSameBinaryContentAs(network);
    assertThat(fetched.resolve("seen-0f3c.bin")).hasContent("seen");
    assertThat(fetched.resolve("parameters.json")).content().contains("\"depth\":2");
    assertThat(fetched.resolve("experiment.yaml")).content().contains("epochs");
    assertThat(fetched.resolve("MLmodel"))
        .content()
        .contains("deeplearning4j", "shape\\\":[-1,2]", "shape\\\":[-1,3]");
    assertThat(fetched.resolve("input_example.json")).hasContent("[[0.1,-2.5]]");
    assertThat(registry.fetch(ModelUri.of("models:/" + name + "/1"), cache)).isEqualTo(fetched);
    assertThat(registry.fetch(ModelUri.of("models:/" + name), cache)).isEqualTo(fetched);
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> registry.fetch(ModelUri.of("models:/nobody@home"), cache))
        .withMessageContaining("models:/nobody@home is not in the registry of " + uri())
        .withMessageContaining(name)
        .withMessageContaining("./fathom register RUN --name nobody");
  }

  @Test
  void aTrialHasItsParametersProvenanceAndEpochsAtTheirTimes() throws Exception {
    String id = sweep("trial");
    try (Subscriber tracker = open()) {
      play(tracker, id);
    }

    SeenRun trial = runs(id).get(1);
    assertThat(trial.parameters())
        .containsEntry("depth", "2")
        .containsEntry("rate", "0.02")
        .containsEntry("activation", "relu")
        .containsEntry("bias", "true")
        .containsEntry("seed", "7")
        .containsEntry("network-parameters", "60012")
        .containsEntry("training.epochs", "3");
    assertThat(trial.tags())
        .containsEntry("mlflow.source.git.commit", "0123456789abcdef0123456789abcdef01234567")
        .containsEntry("git.dirty", "true")
        .containsEntry("mlflow.user", "ada")
        .containsEntry("host", "engine")
        .containsEntry("device", "Some CPU")
        .containsEntry("backend", "CPU linux-x86_64-onednn-avx512")
        .containsEntry("version.dl4j", "1.0.0-M2.1")
        .containsEntry("engine", "dl4j")
        .containsEntry("seed", "7");
    assertThat(view().history(trial.id(), Metric.VALIDATION_ACCURACY))
        .extracting(SeenPoint::step, SeenPoint::timeMillis)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(1L, Records.STARTED + 11_500),
            org.assertj.core.groups.Tuple.tuple(2L, Records.STARTED + 13_000),
            org.assertj.core.groups.Tuple.tuple(3L, Records.STARTED + 14_500));
    assertThat(trial.metrics())
        .containsEntry(Metric.TEST_ACCURACY, 0.6)
        .containsEntry(Metric.BEST_EPOCH, 3.0);
  }

  @Test
  void aSweepThatBreaksOffIsShownAsKilled() throws Exception {
    String id = sweep("broken");
    try (Subscriber tracker = open()) {
      tracker.on(Records.start(id));
      Records.play(tracker, 1, COMPLETE, 1);
      tracker.on(Records.begin(2));
    }

    assertThat(runs(id))
        .extracting(SeenRun::status)
        .containsExactly("KILLED", "FINISHED", "KILLED");
    assertThat(runs(id).get(2).tags()).containsEntry("fathom.state", "INTERRUPTED");
  }

  @Test
  void aTrialThatIsPromotedGoesOnInItsRun() throws Exception {
    String id = sweep("one-run");
    TrialRecord paused = Records.ended(1, COMPLETE, 1).in(TrialState.PAUSED, "", 1);
    try (Subscriber tracker = open()) {
      tracker.on(Records.start(id));
      tracker.on(Records.begin(1));
      tracker.on(Records.epochEnd(1, 1));
      tracker.on(new Paused(1, 1, 1));
      tracker.on(Records.end(Records.sweep(id, List.of(paused)), Outcome.INTERRUPTED));
    }
    SeenRun waiting = runs(id).get(1);
    assertThat(waiting.status()).isEqualTo("KILLED");
    assertThat(waiting.tags())
        .containsEntry("fathom.state", "PAUSED")
        .containsEntry("fathom.rungs", "1")
        .containsEntry("fathom.promotions", "0");
    try (Subscriber tracker = open()) {
      tracker.on(Records.start(id, paused));
      tracker.on(new Continued(1, 1, 2));
      tracker.on(Records.epochEnd(1, 2));
      tracker.on(Records.end(1, COMPLETE, 2));
    }

    assertThat(runs(id)).extracting(SeenRun::trial).containsExactly("", "1");
    assertThat(runs(id).get(1).id()).isEqualTo(waiting.id());
    assertThat(runs(id).get(1).status()).isEqualTo("FINISHED");
    assertThat(runs(id).get(1).tags()).containsEntry("fathom.promotions", "1");
  }

  @Test
  void whatAProcessLeftWithoutAnEndTheNextSweepEnds() throws Exception {
    String id = sweep("orphan");
    try (Subscriber tracker = open();
        MlflowApi api = new MlflowApi(server(), Duration.ofSeconds(20))) {
      tracker.on(Records.start(id));
      tracker.on(Records.begin(1));
      while (view().runsOf("depth", id).size() < 2) {
        Thread.sleep(20);
      }
      Map<String, String> gone = Map.of("process.id", "1@1");
      for (SeenRun run : runs(id)) {
        api.log(run.id(), Batch.names(Map.of(), gone));
      }
      try (Subscriber next = open()) {
        play(next, sweep("after-orphan"));
      }

      assertThat(runs(id)).extracting(SeenRun::status).containsExactly("KILLED", "KILLED");
    }
  }

  @Test
  void namesThatNoServerTakesAreMadeFit() throws Exception {
    String id = sweep("names");
    TrialRecord plain = Records.started(1);
    Map<String, Object> parameters = new LinkedHashMap<>(plain.parameters());
    parameters.put("layers[0].units", 5);
    parameters.put("layers(0).units", 6);
    TrialRecord odd =
        new TrialRecord(1, parameters, 7, 0, TrialState.RUNNING, "", 1, "", List.of(), Map.of(), 0);
    try (Subscriber tracker = open()) {
      tracker.on(Records.start(id));
      tracker.on(new TrialStarted(odd));
      tracker.on(
          new EpochEnded(1, new EpochRecord(1, Records.STARTED, Map.of("/a//b[1]/../c", 2.0))));
    }

    SeenRun run = runs(id).get(1);
    assertThat(run.parameters())
        .containsEntry("layers_0_.units", "5")
        .containsEntry("layers_0_.units_2", "6");
    assertThat(run.metrics()).containsEntry("a/b_1_/_/c", 2.0);
  }

  @Test
  void aStoredRunIsSentWholeAndASecondTimeChangesNothing() throws Exception {
    String id = sweep("sync");
    Path folder = temp.resolve("synced");
    SweepRecord told;
    try (Subscriber store = LocalStore.open(folder)) {
      told = play(store, id);
    }

    Sync.Sent sent = Sync.run(folder, server());
    Map<Integer, Kept> first = kept(id);
    Sync.run(folder, server());

    assertThat(sent.trials()).isEqualTo(3);
    assertThat(first.get(1)).isEqualTo(Kept.of(told.trials().get(0)));
    assertThat(kept(id)).isEqualTo(first).hasSize(3);
    SeenRun parent = runs(id).get(0);
    assertThat(sent.page()).contains("/runs/" + parent.id() + "?");
    assertThat(parent.status()).isEqualTo("FINISHED");
    assertThat(view().artifacts(parent.id())).contains("experiment.yaml");
  }

  @Test
  void syncAfterLiveTrackingAddsNothingTwice() throws Exception {
    String id = sweep("both");
    Path folder = temp.resolve("both");
    try (EventStream both = new EventStream()) {
      both.subscribe(LocalStore.open(folder));
      both.subscribe(open());
      play(both, id);
    }
    Map<Integer, Kept> live = kept(id);
    List<SeenRun> before = runs(id);

    Sync.run(folder, server());

    assertThat(kept(id)).isEqualTo(live);
    assertThat(runs(id))
        .extracting(SeenRun::id)
        .isEqualTo(before.stream().map(SeenRun::id).toList());
  }

  @Test
  void aRunWhoseProcessWasKilledIsShownAsKilledBySync() throws Exception {
    String id = sweep("killed");
    Path folder = temp.resolve("killed");
    try (LocalStore store = LocalStore.open(folder)) {
      store.on(Records.start(id));
      Records.play(store, 1, COMPLETE, 1);
      store.on(Records.begin(2));
      store.on(Records.epochEnd(2, 1));
    }

    Sync.run(folder, server());

    assertThat(runs(id))
        .extracting(SeenRun::status)
        .containsExactly("KILLED", "FINISHED", "KILLED");
  }

  @Test
  void syncLeavesATrialUnderWayToTheProcessThatTrainsIt() throws Exception {
    String id = sweep("running");
    Path folder = temp.resolve("running");
    try (LocalStore store = LocalStore.open(folder)) {
      store.on(Records.start(id));
      Records.play(store, 1, COMPLETE, 1);
      store.on(Records.begin(2));

      Sync.run(folder, server());
    }

    assertThat(runs(id)).extracting(SeenRun::status).containsExactly("RUNNING", "FINISHED");
  }
}
