package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.event.EventStream;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.RealServer;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The contract over the newest server of generation 3, and what happens when that server dies. */
@EnabledIfEnvironmentVariable(
    named = "FATHOM_MLFLOW",
    matches = "1",
    disabledReason = "needs an MLflow server 3.x (850 MB of Python packages): set FATHOM_MLFLOW=1")
class MlflowLiveTest extends MlflowLiveContract {
  MlflowLiveTest() {
    super(3);
  }

  @Test
  void aServerKilledInMidSweepFailsNoTrialAndSyncSendsTheRest() throws Exception {
    String id = sweep("server-killed");
    Path folder = temp.resolve("mortal");
    String database = "mortal";
    SweepRecord told;
    RealServer mortal = start(database, 0);
    try (Subscriber both = tracked(mortal, folder)) {
      told = sweepThatLosesItsServer(both, mortal, id);
    } finally {
      mortal.close();
    }

    assertThat(LocalStore.read(folder)).isEqualTo(told);
    assertThat(warnings).hasSize(2).allMatch(w -> w.contains("./fathom sync --to " + mortal.uri()));
    warnings.clear();
    try (RealServer again = start(database, 0)) {
      Sync.run(folder, MlflowServer.of(again.uri(), Map.of()));
      assertThat(seen(again, id)).isEqualTo(expected(told));
    }
  }

  @Test
  void aServerThatComesBackGetsEverythingWithoutSync() throws Exception {
    String id = sweep("server-back");
    Path folder = temp.resolve("back");
    String database = "back";
    RealServer mortal = start(database, 0);
    RealServer again = mortal;
    SweepRecord told;
    try (Subscriber both = tracked(mortal, folder)) {
      told = sweepThatLosesItsServer(both, mortal, id);
      again = start(database, mortal.port());
    } finally {
      mortal.close();
    }

    try (RealServer server = again) {
      assertThat(warnings).hasSize(2).last().asString().contains("has everything now");
      assertThat(seen(server, id)).isEqualTo(expected(told));
    }
  }

  private Subscriber tracked(RealServer server, Path folder) {
    Patience patience =
        new Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            Duration.ofMillis(100),
            Duration.ofSeconds(1),
            6,
            1000);
    MlflowTracker mlflow =
        MlflowTracker.open(
            MlflowServer.of(server.uri(), Map.of()), folder, warnings::add, patience);
    EventStream both = new EventStream();
    both.subscribe(LocalStore.open(folder));
    both.subscribe(mlflow);
    return both;
  }

  private SweepRecord sweepThatLosesItsServer(Subscriber tracker, RealServer server, String id)
      throws Exception {
    tracker.on(Records.start(id));
    List<TrialRecord> trials = new ArrayList<>();
    trials.add(Records.play(tracker, 1, COMPLETE, 3));
    tracker.on(Records.begin(2));
    tracker.on(Records.epochEnd(2, 1));
    while (!seen(server, id).containsKey(2)) {
      Thread.sleep(50);
    }
    server.close();
    tracker.on(Records.epochEnd(2, 2));
    trials.add(Records.ended(2, COMPLETE, 2));
    tracker.on(new TrialEnded(trials.get(1)));
    trials.add(Records.play(tracker, 4, COMPLETE, 3));
    SweepRecord whole = Records.sweep(id, trials);
    tracker.on(new SweepEnded(whole, Records.verdict(Outcome.FINISHED), artifacts()));
    return whole;
  }

  private static Map<Integer, Map<Integer, Double>> expected(SweepRecord told) {
    Map<Integer, Map<Integer, Double>> losses = new TreeMap<>();
    told.trials().forEach(trial -> losses.put(trial.number(), Kept.of(trial).losses()));
    return losses;
  }

  /** Losses by trial and epoch; no trial may be there twice. */
  private static Map<Integer, Map<Integer, Double>> seen(RealServer server, String id)
      throws Exception {
    ServerView view = new ServerView(server.uri());
    Map<Integer, Map<Integer, Double>> losses = new TreeMap<>();
    for (ServerView.SeenRun run : view.runsOf("depth", id)) {
      Map<Integer, Double> points = new TreeMap<>();
      view.history(run.id(), "train/loss").forEach(p -> points.put((int) p.step(), p.value()));
      if (!run.trial().isEmpty()) {
        assertThat(losses.put(Integer.valueOf(run.trial()), points)).isNull();
      }
    }
    return losses;
  }
}
