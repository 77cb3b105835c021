package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.RealServer;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.fathom4j.mlflow.client.TroubleProxy;
import org.fathom4j.mlflow.client.TroubleProxy.Fault;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.StoredSweeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * A large sweep goes to a real server over several connections; {@code -Pmany-runs} sends 1,000
 * runs of 20 metrics and 50 epochs, and holds them to 2 minutes.
 */
@EnabledIfEnvironmentVariable(
    named = "FATHOM_MLFLOW",
    matches = "1",
    disabledReason = "needs an MLflow server (850 MB of Python packages): set FATHOM_MLFLOW=1")
class SyncScaleTest {
  private static final int RUNS = Integer.getInteger("fathom.sync.runs", 12);
  private static final int WHOLE = 1000;

  @TempDir Path temp;

  @Test
  void aLargeSweepIsSentOnceAndGoesOnWhereItBroke() throws Exception {
    Path folder = temp.resolve("stored");
    StoredSweeps.write(folder, "large", RUNS, 20, 50);
    try (RealServer real = RealServer.start(temp.resolve("server"), 0, 3, 4);
        TroubleProxy proxy = new TroubleProxy(real.port())) {
      MlflowServer server = MlflowServer.of(proxy.uri(), Map.of());
      if (RUNS < WHOLE) {
        breakOff(folder, server, proxy);
      }
      proxy.forget();

      long start = System.nanoTime();
      Sync.run(folder, server);
      double seconds = (System.nanoTime() - start) / 1e9;

      assertThat(proxy.writes()).hasSizeLessThan(4 * RUNS + 10);
      List<SeenRun> runs = new ServerView(real.uri()).runs("depth");
      assertThat(runs.stream().filter(run -> !run.trial().isEmpty()).map(SeenRun::trial).distinct())
          .hasSize(RUNS);
      assertThat(runs).allMatch(run -> run.status().equals("FINISHED"));
      if (RUNS >= WHOLE) {
        System.out.printf("%d runs were sent in %.1f s%n", RUNS, seconds);
        assertThat(seconds).isLessThanOrEqualTo(120);
      }

      proxy.forget();
      Sync.run(folder, server);
      assertThat(proxy.writes()).as("what a second sync sends").isEmpty();
      assertThat(proxy.requests()).as("what a second sync asks").hasSizeLessThan(5);
    }
  }

  private static void breakOff(Path folder, MlflowServer server, TroubleProxy proxy) {
    proxy.plan((number, request) -> number > 20 ? Fault.ERROR : Fault.NONE);
    assertThatExceptionOfType(ExperimentException.class)
        .isThrownBy(() -> Sync.run(folder, server, impatient()))
        .withMessageContaining("Run sync again: it goes on where it stopped");
    proxy.plan((number, request) -> Fault.NONE);
  }

  private static Patience impatient() {
    Duration once = Duration.ofMillis(20);
    return new Patience(Duration.ofSeconds(20), Duration.ofSeconds(1), once, once, 2, 100);
  }
}
