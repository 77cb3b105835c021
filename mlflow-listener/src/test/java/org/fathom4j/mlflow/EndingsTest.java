package org.fathom4j.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.fathom4j.mlflow.client.FakeServer;
import org.fathom4j.mlflow.client.ServerView;
import org.fathom4j.mlflow.client.ServerView.SeenRun;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run has the right status however its program ends. */
@Timeout(120)
final class EndingsTest {
  @ParameterizedTest
  @CsvSource({"returns, FINISHED", "exits, FINISHED", "breaks, FAILED"})
  void aProgramThatEndsEndsItsRun(String way, String status) throws Exception {
    try (FakeServer server = new FakeServer(0)) {
      start(server, way).waitFor();

      SeenRun run = runs(server).get(0);
      assertThat(run.status()).isEqualTo(status);
      assertThat(run.metrics()).containsKey("train/loss");
      assertThat(server.artifacts().contains("1/models/m-1/artifacts/model.zip"))
          .isEqualTo(status.equals("FINISHED"));
    }
  }

  @Test
  void aSignalKillsTheRun() throws Exception {
    try (FakeServer server = new FakeServer(0)) {
      Process process = training(server);
      process.destroy();
      process.waitFor();

      assertThat(runs(server).get(0).status()).isEqualTo("KILLED");
    }
  }

  @Test
  void whatWasKilledWithoutAWordIsEndedByTheNextTraining() throws Exception {
    try (FakeServer server = new FakeServer(0)) {
      Process process = training(server);
      process.destroyForcibly();
      process.waitFor();
      assertThat(runs(server).get(0).status()).isEqualTo("RUNNING");
      MultiLayerNetwork network = Nets.network();
      try (MlflowListener next = MlflowListener.to(server.uri()).experiment("ends").build()) {
        network.setListeners(next);
        network.fit(Nets.batches(), 1);
      }

      assertThat(runs(server)).extracting(SeenRun::status).containsExactly("KILLED", "FINISHED");
    }
  }

  private static List<SeenRun> runs(FakeServer server) throws Exception {
    return new ServerView(server.uri()).runs("ends");
  }

  private @Nullable Process program;

  /** However a test ends. */
  @AfterEach
  void stop() {
    if (program != null) {
      program.destroyForcibly();
    }
  }

  /** A program whose run is there. */
  private Process training(FakeServer server) throws Exception {
    Process process = start(server, "trains");
    while (server.artifacts().isEmpty()) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
    return process;
  }

  private Process start(FakeServer server, String way) throws IOException {
    program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingProgram.class.getName(),
                server.uri(),
                "ends",
                way)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return program;
  }
}
