package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.event.EventStream;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.RealServer;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract over a real server, and every value read back by MLflow's own Python API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MlflowLiveContract extends MlflowContract {
  private static final int LIVE_POINTS = Integer.getInteger("fathom.live.points", 10_000);

  /** Few updates may wait, so that most points find no room at first. */
  private static final Patience NARROW =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofMinutes(5),
          Duration.ofMillis(500),
          Duration.ofSeconds(5),
          6,
          1000);

  private final int generation;

  @SuppressWarnings("NullAway.Init")
  private Path home;

  @SuppressWarnings("NullAway.Init")
  private RealServer real;

  MlflowLiveContract(int generation) {
    this.generation = generation;
  }

  @BeforeAll
  void start(@TempDir Path shared) throws IOException {
    home = shared;
    real = start("shared", 0);
  }

  RealServer start(String database, int port) throws IOException {
    return RealServer.start(home.resolve(database), port, generation, 1);
  }

  @BeforeEach
  void forget() {
    warnings.clear();
  }

  @AfterAll
  void stop() {
    real.close();
  }

  @Test
  void whatWasTrackedLiveAndWhatWasSentLaterIsTheStoreValueByValue() throws Exception {
    Path live = temp.resolve("live");
    try (EventStream both = new EventStream()) {
      both.subscribe(LocalStore.open(live));
      both.subscribe(MlflowTracker.open(server(), live, warnings::add, NARROW));
      OddSweep.play(both, live, sweep("odd-live"), LIVE_POINTS);
    }
    assertThat(warnings).isEmpty();
    Path later = temp.resolve("later");
    try (LocalStore store = LocalStore.open(later)) {
      OddSweep.play(store, later, sweep("odd-later"), OddSweep.MOST_POINTS);
    }
    Sync.run(later, server());
    String name = sweep("odd-model");
    new ModelRegistry(server()).register(later, name, Optional.of("champion"));

    PythonView python = new PythonView(real.python(), real.uri(), Map.of());
    assertThat(python.differences(live)).endsWith(": 0 differences");
    assertThat(python.differences(later, name + "@champion")).endsWith(": 0 differences");
  }

  @Override
  String uri() {
    return real.uri();
  }
}
