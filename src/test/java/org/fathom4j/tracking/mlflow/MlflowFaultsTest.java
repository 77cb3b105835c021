package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.PRUNED;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fathom4j.event.EventStream;
import org.fathom4j.metrics.Metric;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.RealServer;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.fathom4j.mlflow.client.TroubleProxy;
import org.fathom4j.mlflow.client.TroubleProxy.Fault;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever goes wrong between a sweep and a real server, the sweep comes to its end, and after a
 * sync the server has what it would have had without the trouble.
 */
@EnabledIfEnvironmentVariable(
    named = "FATHOM_MLFLOW",
    matches = "1",
    disabledReason = "needs an MLflow server (850 MB of Python packages): set FATHOM_MLFLOW=1")
class MlflowFaultsTest {
  /** What differs from run to run, and what only a sync adds. */
  private static final Set<String> OWN =
      Set.of(
          "mlflow.parentRunId", "fathom.sweep-id", "process.id", "process.host", Fingerprint.TAG);

  @TempDir static Path home;

  /** Whether the server's database and files lie on a small disk of their own. */
  private static boolean ownDisk;

  @SuppressWarnings("NullAway.Init")
  private static RealServer real;

  @SuppressWarnings("NullAway.Init")
  private static Map<String, Seen> undisturbed;

  @TempDir Path temp;

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  /** A run without what names it alone. */
  private record Seen(
      String status,
      Map<String, String> parameters,
      Map<String, String> tags,
      Map<String, Double> metrics,
      List<ServerView.SeenPoint> losses,
      List<String> artifacts) {}

  /** Something that happens in the midst of the sweep. */
  private interface Event {
    void happens() throws Exception;
  }

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    ownDisk = done("mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", home.toString());
    real = RealServer.start(home, 0);
    MlflowFaultsTest calm = new MlflowFaultsTest();
    calm.sweep(real.uri(), folder, "calm", () -> {}, () -> {});
    Sync.run(folder, MlflowServer.of(real.uri(), Map.of()));
    undisturbed = seen("calm");
  }

  @AfterAll
  static void stop() throws Exception {
    real.close();
    if (ownDisk) {
      done("umount", "--lazy", home.toString());
    }
  }

  private static boolean done(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
  void requestsThatGoWrongLoseNothing(Fault fault) throws Exception {
    int every = fault == Fault.SLOW ? 25 : 3;
    try (TroubleProxy proxy = new TroubleProxy(real.port())) {
      proxy.plan((number, request) -> number % every == 0 ? fault : Fault.NONE);
      sweep(proxy.uri(), temp, fault.name(), () -> {}, () -> {});
    }
    assertTheSameAfterSync(fault.name());
  }

  @Test
  void aServerThatIsNotThereForAWhileLosesNothing() throws Exception {
    try (TroubleProxy proxy = new TroubleProxy(real.port())) {
      sweep(proxy.uri(), temp, "refused", proxy::refuse, proxy::accept);
    }
    assertThat(warnings).hasSize(2);
    assertTheSameAfterSync("refused");
  }

  @Test
  void aServerWhoseDiskIsFullForAWhileLosesNothing() throws Exception {
    assumeTrue(ownDisk, "needs the right to mount a small disk");
    Path ballast = home.resolve("ballast");
    sweep(real.uri(), temp, "full", () -> fill(ballast), () -> {});
    Files.delete(ballast);

    assertThat(LocalStore.read(temp).trials()).hasSize(4);
    assertThat(warnings).hasSize(2).allMatch(warning -> warning.contains("./fathom sync --to"));
    assertThat(warnings.get(0)).contains("its disk is full", "Training goes on");
    assertTheSameAfterSync("full");
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] page = new byte[4096];
      while (true) {
        out.write(page);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  @Test
  void anExperimentThatIsDeletedInMidSweepHasEverythingOnceItIsRestored() throws Exception {
    try (MlflowApi api =
        new MlflowApi(MlflowServer.of(real.uri(), Map.of()), Duration.ofSeconds(20))) {
      String id = api.experiment("depth", Map.of());
      Event deletes =
          () -> api.post("experiments/delete", MlflowApi.object().put("experiment_id", id));
      sweep(real.uri(), temp, "deleted", deletes, () -> {});
      api.post("experiments/restore", MlflowApi.object().put("experiment_id", id));
    }
    assertThat(warnings).isNotEmpty().allMatch(warning -> warning.contains("./fathom sync --to"));
    assertTheSameAfterSync("deleted");
  }

  private void assertTheSameAfterSync(String id) throws Exception {
    Sync.run(temp, MlflowServer.of(real.uri(), Map.of()));
    assertThat(seen(id)).isEqualTo(undisturbed);
  }

  private void sweep(String uri, Path folder, String id, Event first, Event then) throws Exception {
    Patience patience =
        new Patience(
            Duration.ofSeconds(20),
            Duration.ofSeconds(20),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            6,
            1000);
    try (EventStream both = new EventStream()) {
      both.subscribe(LocalStore.open(folder));
      both.subscribe(
          MlflowTracker.open(MlflowServer.of(uri, Map.of()), folder, warnings::add, patience));
      both.on(Records.start(id));
      List<TrialRecord> trials = new ArrayList<>();
      trials.add(Records.play(both, 1, COMPLETE, 3));
      waitUntilSeen(id);
      first.happens();
      trials.add(Records.play(both, 2, COMPLETE, 3));
      trials.add(Records.play(both, 3, DIVERGED, 2));
      Thread.sleep(100);
      then.happens();
      trials.add(Records.play(both, 4, PRUNED, 1));
      SweepRecord whole = Records.sweep(id, trials);
      both.on(Records.end(whole, Outcome.FINISHED));
    }
  }

  /** A moment at most: where requests are refused, nothing may be there. */
  private static void waitUntilSeen(String id) throws Exception {
    for (int i = 0; i < 50 && new ServerView(real.uri()).runsOf("depth", id).size() < 2; i++) {
      Thread.sleep(40);
    }
  }

  private static Map<String, Seen> seen(String id) throws IOException, InterruptedException {
    ServerView view = new ServerView(real.uri());
    Map<String, Seen> seen = new TreeMap<>();
    for (SeenRun run : view.runsOf("depth", id)) {
      Map<String, String> tags = new TreeMap<>(run.tags());
      tags.keySet().removeAll(OWN);
      Map<String, Double> metrics = new TreeMap<>(run.metrics());
      metrics.keySet().removeIf(name -> name.startsWith("system/"));
      Seen one =
          new Seen(
              run.status(),
              run.parameters(),
              tags,
              metrics,
              view.history(run.id(), Metric.TRAIN_LOSS),
              view.artifacts(run.id()));
      assertThat(seen.put(run.trial(), one)).as("trial %s is there once", run.trial()).isNull();
    }
    return seen;
  }
}
