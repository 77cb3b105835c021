package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.tracking.local.Ending;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StopTest {
  private static final String ENDLESS =
      """
      name: endless
      data: {name: street-numbers, train: 64, validation: 32, test: 32}
      network: [{dense: {units: 4}}, output]
      training: {epochs: 1000000, batch: 32}
      """;

  @TempDir private Path folder;

  @Test
  void aRunThatIsAskedToStopSavesItsState() throws Exception {
    Path file = Files.writeString(folder.resolve("endless.yaml"), ENDLESS);
    Path out = folder.resolve("out");
    CompletableFuture<Cli.Outcome> run =
        CompletableFuture.supplyAsync(
            () -> Cli.run("run", file.toString(), "--out", out.toString(), "--json"));
    while (!Files.exists(out.resolve("trials/0001/epochs.jsonl"))) {
      assertThat(run).isNotDone();
      Thread.sleep(20);
    }
    Request.stop(out).put();
    assertThat(run.join().code()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(run.join().lastLine()).contains("\"status\":\"interrupted\"");
    assertThat(LocalStore.ending(out)).map(Ending::outcome).contains(Outcome.INTERRUPTED);
  }
}
