package org.fathom4j.tracking.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fathom4j.event.EventStream;
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
  private static final int STRIDE = 10_000;

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
      both.subscribe(MlflowTracker.open(server(), live, warnings::add));
      String id = sweep("odd-live");
      OddSweep.play(both, live, id, LIVE_POINTS, epoch -> waitUntilThere(id, epoch - STRIDE));
    }
    assertThat(warnings).isEmpty();
    Path later = temp.resolve("later");
    try (LocalStore store = LocalStore.open(later)) {
      OddSweep.play(store, later, sweep("odd-later"), OddSweep.MOST_POINTS, epoch -> {});
    }
    Sync.run(later, server());
    String name = sweep("odd-model");
    new ModelRegistry(server()).register(later, name, Optional.of("champion"));

    assertThat(values(live)).endsWith(": 0 differences");
    assertThat(values(later, name + "@champion")).endsWith(": 0 differences");
  }

  /** The loss of trial 2 at an epoch is about that epoch's number. */
  private void waitUntilThere(String id, int epoch) throws Exception {
    while (view().runsOf("depth", id).stream()
        .filter(run -> run.trial().equals("2"))
        .noneMatch(run -> run.metrics().getOrDefault("train/loss", 0.0) > epoch - 1)) {
      Thread.sleep(100);
    }
  }

  private String values(Path store, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(real.python(), "test/python/mlflow_values.py", real.uri(), store.toString()));
    command.addAll(List.of(more));
    Process python = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Override
  String uri() {
    return real.uri();
  }
}
