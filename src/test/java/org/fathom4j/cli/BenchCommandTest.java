package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

final class BenchCommandTest {

  @Test
  void tinyNetAgainstStock_endsWithTheResultAsJson() throws JsonProcessingException {
    Cli.Outcome outcome =
        Cli.run(
            "bench",
            "--nets",
            "tiny-mlp",
            "--against",
            "stock",
            "--rounds",
            "1",
            "--seconds",
            "0.05",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("tiny-mlp");
    JsonNode net = new ObjectMapper().readTree(outcome.lastLine()).path("nets").path(0);
    assertThat(net.path("net").asText()).isEqualTo("tiny-mlp");
    assertThat(net.path("parameters").asInt()).isEqualTo(20 * 16 + 16 + 16 * 2 + 2);
    assertThat(net.path("batch").asInt()).isEqualTo(64);
    assertThat(net.path("samplesPerSecond").path("fathom").asDouble()).isPositive();
    assertThat(net.path("samplesPerSecond").path("stock").asDouble()).isPositive();
    assertThat(net.path("samplesPerSecond").path("torch").isNull()).isTrue();
    assertThat(net.path("ratio").path("stock").asDouble()).isPositive();
    assertThat(net.path("ratio").path("torch").isNull()).isTrue();
    assertThat(outcome.out()).contains("stock (quartiles)").doesNotContain("torch (quartiles)");
    assertThat(net.path("peakMb").has("fathom")).isTrue();
    assertThat(net.path("peakSteps").path("fathom")).isEqualTo(net.path("peakSteps").path("stock"));
    assertThat(net.path("shareOfPeak").asDouble()).isPositive();
    assertThat(net.path("compileSeconds").isNumber()).isTrue();
  }

  @Test
  void seedsTogether_areMeasuredBesideOne() throws JsonProcessingException {
    Cli.Outcome outcome =
        Cli.run(
            "bench",
            "seeds",
            "--nets",
            "tiny-mlp",
            "--seeds",
            "3",
            "--rounds",
            "1",
            "--seconds",
            "0.05",
            "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("3 seeds together", "of one on one thread");
    JsonNode net = new ObjectMapper().readTree(outcome.lastLine()).path("nets").path(0);
    assertThat(net.path("net").asText()).isEqualTo("tiny-mlp");
    assertThat(net.path("toOneThread").asDouble()).isPositive();
    assertThat(net.path("toAllThreads").asDouble()).isPositive();
  }

  @Test
  void seedsOfGraphsOrOfNone_areRefused() {
    assertThat(Cli.run("bench", "seeds", "--nets", "u-net").err()).contains("u-net is a graph");
    assertThat(Cli.run("bench", "seeds", "--seeds", "0").err())
        .contains("--seeds must be from 1 to 100, got 0");
    assertThat(Cli.run("bench", "seeds", "--rounds", "0").code()).isEqualTo(2);
  }

  @Test
  void unknownPrecision_isRefused() {
    Cli.Outcome outcome = Cli.run("bench", "--precision", "half");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--precision must be float or bf16, got 'half'");
  }

  @Test
  void unknownNet_isRefused() {
    Cli.Outcome outcome = Cli.run("bench", "--nets", "cnn3");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--nets", "cnn-3").doesNotContain("\tat ");
  }

  @Test
  void unknownPeer_isRefused() {
    Cli.Outcome outcome = Cli.run("bench", "--against", "torhc");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--against", "did you mean 'torch'");
  }

  @Test
  void noRounds_areRefused() {
    Cli.Outcome outcome = Cli.run("bench", "--rounds", "0");
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("--rounds must be at least 1, got 0");
  }

  @Test
  void tables_namesThatAreUnknownAreRefusedBeforeAnythingIsRead() {
    Cli.Outcome sampler = Cli.run("bench", "tables", "--samplers", "random,tep");
    assertThat(sampler.code()).isEqualTo(2);
    assertThat(sampler.err()).contains("did you mean 'tpe'?").doesNotContain("\tat ");
    Cli.Outcome peer = Cli.run("bench", "tables", "--against", "torch");
    assertThat(peer.code()).isEqualTo(2);
    assertThat(peer.err()).contains("--against: there is no peer 'torch'; known: optuna");
    Cli.Outcome seeds = Cli.run("bench", "tables", "--seeds", "0");
    assertThat(seeds.code()).isEqualTo(2);
    assertThat(seeds.err()).contains("--evaluations and --seeds must be at least 1, got 100 and 0");
  }

  @Test
  void sweeps_namesThatAreUnknownAreRefusedBeforeAnythingRuns() {
    Cli.Outcome work = Cli.run("bench", "sweeps", "--works", "tiny-mpl");
    assertThat(work.code()).isEqualTo(2);
    assertThat(work.err()).contains("did you mean 'tiny-mlp'?").doesNotContain("\tat ");
    Cli.Outcome peer = Cli.run("bench", "sweeps", "--against", "optnua");
    assertThat(peer.code()).isEqualTo(2);
    assertThat(peer.err()).contains("there is no peer 'optnua'");
    assertThat(Cli.run("bench", "sweeps", "--rounds", "0").code()).isEqualTo(2);
  }
}
