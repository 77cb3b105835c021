package org.fathom4j.bench.sweeps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fathom4j.bench.Python;
import org.fathom4j.bench.sweeps.OptunaSide.Form;
import org.fathom4j.data.Examples;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.problem.ExperimentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SweepsBenchTest {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void theScriptsNetworksAreThoseOfTheDepthStudy() throws IOException {
    SweepWork work = SweepWork.named(SweepWork.DEPTH, CHECKOUT, folder);
    SweepWork less =
        new SweepWork(
            work.name(),
            work.file(),
            work.preset(),
            List.of("data.train=32", "data.validation=16", "data.test=16"),
            false);
    JsonNode task = task(less.prepare());
    assertThat(task.path("count").asInt()).isEqualTo(12);
    assertThat(task.path("trials")).hasSize(12);
    assertThat(types(task.at("/trials/3/net"))).isEqualTo("CPCCPCCPD");
    assertThat(task.at("/trials/3/net/dropout").asDouble()).isCloseTo(0.1, within(1e-12));
    assertThat(task.path("cosine").asDouble()).isEqualTo(0.025);
    assertThat(task.path("rate").asDouble()).isEqualTo(0.002);
    assertThat(task.at("/trials/4/seed")).isNotEqualTo(task.at("/trials/3/seed"));
  }

  @Test
  void bothSidesReadTheSameExamples() throws IOException {
    PreparedSweep sweep = tiny().prepare();
    JsonNode task = task(sweep);
    assertThat(task.at("/search/rate/1").asDouble()).isEqualTo(0.1);
    assertThat(task.at("/search/width/0").asInt()).isEqualTo(8);
    assertThat(task.path("count").asInt()).isEqualTo(3);
    Examples train = sweep.binding().examples(sweep.trials().get(0).data()).train();
    float[] row = new float[20];
    train.features(17, row, 0);
    float[] written = new float[20];
    bytes("train.x").asFloatBuffer().get(17 * 20, written);
    assertThat(written).isEqualTo(row);
    float[] label = new float[2];
    train.label(17, label, 0);
    assertThat(label[bytes("train.y").asIntBuffer().get(17)]).isEqualTo(1);
    assertThat(Files.size(folder.resolve("test.y"))).isEqualTo(4000);
  }

  @Test
  void theProcessIsTimedAndItsFailureTold() {
    Optional<TimedProcess> said = run("echo first; echo last", 60);
    assertThat(said.orElseThrow().last()).isEqualTo("last");
    assertThat(run("sleep 600", 0.05)).isEmpty();
    assertThatThrownBy(() -> run("echo it broke >&2; exit 3", 60))
        .isInstanceOf(ExperimentException.class)
        .hasMessageContaining("exit code 3: it broke");
  }

  @Test
  void theRatioIsOursOverTheirs() {
    WorkResult.Peer peer = new WorkResult.Peer(40, 0.9, "2 processes of 1 thread, eager", "Optuna");
    WorkResult both = new WorkResult("w", 12, 10, 0.9, Optional.of(peer), Optional.empty());
    assertThat(both.ratio()).hasValue(0.25);
    assertThat(new WorkResult("w", 12, 10, 0.9, Optional.empty(), Optional.empty()).ratio())
        .isEmpty();
    assertThat(Form.all(2))
        .extracting(Form::toString)
        .containsExactly(
            "2 processes of 1 thread, eager",
            "1 process of 2 threads, eager",
            "2 processes of 1 thread, compile",
            "1 process of 2 threads, compile");
  }

  @Test
  void optunaTrainsEveryTrialInEachForm() throws IOException {
    assumeTrue(Python.has("optuna") && Python.has("torch"), "a Python with optuna and torch");
    task(tiny().prepare());
    for (int processes : List.of(1, 2)) {
      SideRun run =
          new OptunaSide(folder)
              .run(new Form(processes, 1, "eager"), Double.POSITIVE_INFINITY)
              .orElseThrow();
      assertThat(run.score()).isBetween(0.4, 1.0);
      assertThat(run.software()).startsWith("Optuna ").contains("PyTorch ");
      assertThat(run.seconds()).isPositive();
      for (int trial = 0; trial < 3; trial++) {
        Path model = folder.resolve("model-" + trial + ".pt");
        assertThat(model).exists();
        Files.delete(model);
      }
    }
  }

  private SweepWork tiny() {
    return SweepWork.tiny(folder, List.of("sweep.trials=3", "training.epochs=1"));
  }

  private JsonNode task(PreparedSweep sweep) throws IOException {
    PeerTask.write(sweep, folder);
    return new ObjectMapper().readTree(folder.resolve("task.json").toFile());
  }

  private ByteBuffer bytes(String name) throws IOException {
    return ByteBuffer.wrap(Files.readAllBytes(folder.resolve(name))).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Optional<TimedProcess> run(String command, double limit) {
    return TimedProcess.run(List.of("sh", "-c", command), Map.of(), folder, limit);
  }

  private static String types(JsonNode net) {
    StringBuilder types = new StringBuilder();
    net.path("blocks")
        .forEach(
            block -> types.append(Character.toUpperCase(block.path("type").asText().charAt(0))));
    return types.toString().replace('M', 'P');
  }
}
