package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Metrics from the experiment file to run, evaluate and report. */
final class MetricsCommandTest {
  private static final String TRAINING =
      """
      network:
        - dense: {units: "${units}", activation: relu}
        - output
      training: {epochs: 15, batch: 10, optimizer: {adam: {rate: 0.03}}}
      """;

  @TempDir Path folder;

  @Test
  void numbers_areStandardized_andAnsweredInTheirOwnUnit() throws IOException {
    JsonNode json = run("label: price", "");
    JsonNode best = json.at("/best/metrics");
    assertThat(best.at("/test~1rmse").asDouble()).isBetween(500.0, 60_000.0);
    assertThat(best.at("/test~1mae").asDouble()).isLessThan(best.at("/test~1rmse").asDouble());
    assertThat(best.at("/test~1r2").asDouble()).isBetween(0.8, 1.0);
    assertThat(best.at("/test~1loss").asDouble()).isLessThan(0.2);
    assertThat(best.has("test/accuracy")).isFalse();
    SweepRecord record = LocalStore.read(folder.resolve("out"));
    assertThat(record.objective()).isEqualTo("validation/rmse");
    assertThat(record.maximize()).isFalse();
    assertThat(json.at("/answer").asText())
        .contains("a test RMSE of ", " (price)", "MAE ", "R² 0.");
    assertThat(page()).contains("RMSE, unit of price").doesNotContainIgnoringCase("accuracy");
  }

  @Test
  void numbers_areEvaluatedAsTheRunTestedThem_withIntervals() throws IOException {
    JsonNode best = run("label: price", "").at("/best");
    Cli.Outcome outcome = Cli.run("evaluate", best.at("/run").asText(), "--data", "csv", "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    for (String name : List.of("mae", "rmse", "r2")) {
      double value = json.at("/" + name).asDouble();
      double tested = best.at("/metrics/test~1" + name).asDouble();
      assertThat(value).isCloseTo(tested, within(1e-4 * tested));
      assertThat(value)
          .isBetween(
              json.at("/intervals/" + name + "/0").asDouble(),
              json.at("/intervals/" + name + "/1").asDouble());
    }
    assertThat(json.has("accuracy")).isFalse();
    assertThat(outcome.out()).contains("price predicted for 24 examples", "95% interval");
    List<String> table = Files.readAllLines(Path.of(json.at("/predictions").asText()));
    assertThat(table).hasSize(25).first().isEqualTo("example,price,price predicted");
  }

  @Test
  void anyMetricMayChoose_andStandsInTheAnswer() throws IOException {
    JsonNode json = run("label: dear", "objective: validation/log-loss");
    SweepRecord record = LocalStore.read(folder.resolve("out"));
    assertThat(record.maximize()).isFalse();
    assertThat(record.trials().get(0).epochs().get(0).metrics())
        .containsKeys("validation/auc", "validation/macro-f1", "train/brier");
    double chosen = json.at("/best/metrics/best~1validation~1log-loss").asDouble();
    assertThat(record.trials())
        .allSatisfy(
            trial ->
                assertThat(trial.result("best/validation/log-loss"))
                    .isGreaterThanOrEqualTo(chosen));
    assertThat(json.at("/answer").asText()).contains("a test log loss of ");
    assertThat(page()).contains("balanced accuracy", "Brier score");
    // Learning curves are drawn of what decides, not of every metric.
    assertThat(folder.resolve("out/report"))
        .isDirectoryContaining("glob:**/curves-log-loss.png")
        .isDirectoryNotContaining("glob:**/curves-brier.png");
    Cli.Outcome outcome =
        Cli.run("evaluate", json.at("/best/run").asText(), "--data", "csv", "--json");
    JsonNode scores = new ObjectMapper().readTree(outcome.lastLine());
    for (String name : List.of("balancedAccuracy", "macroF1", "logLoss", "auc", "brier")) {
      assertThat(scores.at("/" + name).isNumber()).as(name).isTrue();
    }
    assertThat(scores.at("/calibration/0/examples").asInt()).isPositive();
    assertThat(outcome.out()).contains("calibration error");
  }

  @Test
  void aClassThatCountsMore_isFoundMoreOften() throws IOException {
    String weighted = TRAINING.replace("batch: 10", "batch: 10, class-weights: {'yes': 30}");
    Path file = file("label: dear", "objective: validation/loss", weighted);
    JsonNode json = evaluated(file, "out");
    assertThat(json.at("/perClass/1/accuracy").asDouble()).isGreaterThan(0.95);
    assertThat(json.at("/loss").asDouble()).isGreaterThan(json.at("/logLoss").asDouble());
    Cli.Outcome typo =
        Cli.run("run", file.toString(), "training.class-weights={yess: 2}", "--dry-run");
    assertThat(typo.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(typo.err())
        .contains("training.class-weights names 'yess', which is no class", "did you mean 'yes'?");
    Cli.Outcome other =
        Cli.run("run", file.toString(), "network[1]={output: {loss: mse}}", "--dry-run");
    assertThat(other.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(other.err()).contains("must be cross-entropy of classes");
  }

  private JsonNode evaluated(Path file, String out) throws IOException {
    Cli.Outcome run =
        Cli.run("run", file.toString(), "--out", folder.resolve(out).toString(), "--json");
    assertThat(run.code()).as(run.err()).isZero();
    String best = new ObjectMapper().readTree(run.lastLine()).at("/best/run").asText();
    Cli.Outcome outcome = Cli.run("evaluate", best, "--data", "csv", "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  @Test
  void anOutputThatCannotReachAStandardizedLabel_isRefused() throws IOException {
    Path file =
        file(
            "label: price",
            "",
            TRAINING.replace("- output", "- output: {loss: mse, activation: sigmoid}"));
    Cli.Outcome outcome = Cli.run("run", file.toString(), "--dry-run");
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err())
        .contains("activation: must go with an output of identity", "data.normalize-label=none");
    Cli.Outcome plain = Cli.run("run", file.toString(), "data.normalize-label=none", "--dry-run");
    assertThat(plain.code()).as(plain.err()).isZero();
  }

  private JsonNode run(String label, String objective) throws IOException {
    Path file = file(label, objective, TRAINING);
    Cli.Outcome outcome =
        Cli.run("run", file.toString(), "--out", folder.resolve("out").toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  private String page() throws IOException {
    return Files.readString(folder.resolve("out/report/index.html"));
  }

  private Path file(String label, String objective, String training) throws IOException {
    String columns =
        label.contains("price")
            ? "{sqm: number, rooms: number, dear: ignore, price: number}"
            : "{sqm: number, rooms: number, dear: ['no', 'yes'], price: ignore}";
    String text =
        """
        name: prices
        question: What does a flat cost?
        data: {name: csv, file: '%s', columns: %s, %s, validation: 24, test: 24}
        %ssweep: {space: {units: [4, 8]}, seeds: 1%s}
        """
            .formatted(
                table(), columns, label, training, objective.isEmpty() ? "" : ", " + objective);
    return Files.writeString(folder.resolve("prices.yaml"), text);
  }

  /** A flat costs 3000 a square metre, more or less. */
  private Path table() throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder("sqm,rooms,dear,price\n");
    for (int i = 0; i < 120; i++) {
      int size = 20 + random.nextInt(130);
      long price = Math.round(3000 * size + 8000 * random.nextGaussian());
      boolean dear = price + 60_000 * random.nextGaussian() > 250_000;
      rows.append("%d,%d,%s,%d%n".formatted(size, 1 + size / 30, dear ? "yes" : "no", price));
    }
    return Files.writeString(folder.resolve("flats.csv"), rows);
  }
}
