package org.fathom4j.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.fathom4j.tracking.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardLogTest {
  @TempDir Path temp;

  /** What TensorBoard's own writer wrote at second 1700000000. */
  @Test
  void aFileBeginsAsThoseOfTensorFlow() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new EventFile(bytes, 1_700_000_000.0).close();
    assertThat(HexFormat.of().formatHex(bytes.toByteArray()))
        .isEqualTo(
            "1800000000000000a37f4b220900000040fc54d9411a0d627261696e2e4576656e743a32eced8f9d");
  }

  @Test
  @EnabledIfEnvironmentVariable(
      named = "FATHOM_TENSORBOARD",
      matches = ".+",
      disabledReason = "needs a Python with tensorboard: set FATHOM_TENSORBOARD to its path")
  void tensorBoardReadsEveryPointAndParameter() throws Exception {
    TensorBoardLog.write(
        Records.sweep("s", List.of(Records.ended(1, COMPLETE, 3), Records.ended(3, DIVERGED, 2))),
        temp);

    JsonNode found = read();

    JsonNode first = found.path("trial-0001");
    assertThat(first.path("scalars").path("train/loss").toString())
        .isEqualTo(
            "[[1,%d,\"2.0\"],[2,%d,\"1.0\"],[3,%d,\"0.6666666865348816\"]]"
                .formatted(
                    Records.STARTED + 11_500, Records.STARTED + 13_000, Records.STARTED + 14_500));
    assertThat(first.path("scalars").path("test/accuracy").path(0).path(0).asInt()).isEqualTo(3);
    assertThat(first.path("hparams").toString())
        .contains("\"depth\": 2.0".replace(" ", ""), "\"activation\":\"relu\"", "\"bias\":true");
    assertThat(first.path("status").asInt()).isEqualTo(1);
    assertThat(found.path("trial-0003").path("scalars").path("train/loss").toString())
        .contains("\"nan\"");
    assertThat(found.path("trial-0003").path("status").asInt()).isEqualTo(2);
    assertThat(found.path(".").path("columns").toString()).contains("depth", "seed");
    assertThat(found.path(".").path("metrics").toString()).contains("test/accuracy");
  }

  private JsonNode read() throws Exception {
    Process python =
        new ProcessBuilder(
                System.getenv("FATHOM_TENSORBOARD"),
                "test/python/tensorboard_log.py",
                temp.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new ObjectMapper()
        .readTree(new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }
}
