package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.fathom4j.bench.sweeps.Overhead;
import org.fathom4j.bench.sweeps.WorkResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepsOutputTest {
  private static final WorkResult ALONE =
      new WorkResult("depth", 12, 130.5, 0.8, Optional.empty(), Optional.empty());
  private static final WorkResult BESIDE =
      new WorkResult(
          "tiny",
          200,
          6,
          0.95,
          Optional.of(new WorkResult.Peer(30, 0.94, "1 process of 2 threads, eager", "Optuna 5")),
          Optional.of(new Overhead(0.02, 0.05)));

  @TempDir private Path folder;

  @Test
  void jsonHasTheSecondsOfBothSidesAndNullWhereThePeerIsAbsent() throws IOException {
    JsonNode works =
        new ObjectMapper().readTree(SweepsOutput.json(List.of(ALONE, BESIDE))).path("works");
    assertThat(works.at("/0/seconds/fathom").asDouble()).isEqualTo(130.5);
    assertThat(works.at("/0/seconds/optuna").isNull()).isTrue();
    assertThat(works.at("/0/ratio").isNull()).isTrue();
    assertThat(works.at("/0/overheadSeconds/process").isNull()).isTrue();
    assertThat(works.at("/1/work").asText()).isEqualTo("tiny");
    assertThat(works.at("/1/ratio").asDouble()).isEqualTo(0.2);
    assertThat(works.at("/1/overheadSeconds/workers").asDouble()).isEqualTo(0.05);
  }

  @Test
  void thePageHasTheTableTheOverheadAndTheCommand() throws IOException {
    Path page = folder.resolve("new/README.md");
    SweepsPage.write(List.of(ALONE, BESIDE), page, "./fathom bench sweeps --against optuna");
    assertThat(Files.readString(page))
        .contains("| depth | 12 | 130.5 s | – | – | 0.800 | – |")
        .contains("| tiny | 200 | 6.0 s | 30.0 s | **0.20** | 0.950 and 0.940 | 1 process of 2")
        .contains("takes 0.020 s in one process and 0.050 s in a worker process")
        .contains("; Optuna 5; ")
        .contains("./fathom bench sweeps --against optuna\n```");
  }
}
