package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table in three folds with two seeds, from YAML to report, to another run and to evaluate. */
final class FoldsCommandTest {
  private static final String EXPERIMENT =
      """
      name: folds
      question: Do more units help?
      data:
        name: csv
        file: rows.csv
        columns: {a: number, b: number, kind: [y, n]}
        label: kind
        folds: 3
        validation: 6
      network: [{dense: {units: "${u}"}}, output]
      training: {epochs: 3, batch: 8}
      sweep: {space: {u: [1, 4]}, seeds: 2}
      """;

  @TempDir static Path folder;
  private static Cli.Outcome outcome;
  private static JsonNode result;

  @BeforeAll
  static void run() throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 31; i++) {
      double a = random.nextGaussian();
      rows.append(a).append(',').append(random.nextGaussian()).append(a > 0.3 ? ",y\n" : ",n\n");
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
    Files.writeString(file(), EXPERIMENT);
    outcome = Cli.run("run", file().toString(), "--out", store().toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    result = new ObjectMapper().readTree(outcome.lastLine());
  }

  private static Path file() {
    return folder.resolve("folds.yaml");
  }

  private static Path store() {
    return folder.resolve("run");
  }

  @Test
  void everyNetworkIsTrainedOnEachFoldFromEachSeed() throws IOException {
    List<TrialRecord> trials = LocalStore.read(store()).trials();
    assertThat(trials).hasSize(12);
    assertThat(trials).extracting(TrialRecord::fold).containsSubsequence(1, 2, 3, 1, 2, 3);
    assertThat(trials.get(4).parameters()).doesNotContainKey("fold");
    assertThat(Files.readString(store().resolve("report/results.csv")))
        .startsWith("trial,state,seed,fold,u,")
        .contains("\n5,COMPLETE,1,3,1,");
  }

  @Test
  void theReportSpeaksOfFolds_andNamesItsIntervals() throws IOException {
    assertThat(result.at("/answer").asText())
        .contains("3 folds x 2 seeds, corrected for overlapping training sets");
    String page = Files.readString(store().resolve("report/index.html"));
    assertThat(page)
        .contains("corrected for overlapping training sets (Nadeau and Bengio, 2003)")
        .contains("1/3 + 11/14") // 31 rows: 11 are tested, 6 choose, 14 train
        .contains("3 folds, each tested in its turn");
    JsonNode numbers = new ObjectMapper().readTree(store().resolve("report/report.json").toFile());
    assertThat(numbers.at("/folds").asInt()).isEqualTo(3);
    assertThat(numbers.at("/arms")).hasSize(2);
    assertThat(numbers.at("/contrasts/0/pairs").asInt()).isEqualTo(6);
    // By hand: the means of each fold's differences over its seeds, then t(2) = 4.302653.
    double[] gains = gains(LocalStore.read(store()));
    double mean = IntStream.range(0, 3).mapToDouble(i -> gains[i]).average().orElseThrow();
    double squares = IntStream.range(0, 3).mapToDouble(i -> Math.pow(gains[i] - mean, 2)).sum() / 2;
    double reach = 4.302653 * Math.sqrt((1 / 3.0 + 11 / 14.0) * squares);
    assertThat(numbers.at("/contrasts/0/interval/low").asDouble())
        .isCloseTo(mean - reach, within(1e-6));
    assertThat(numbers.at("/contrasts/0/difference").asDouble()).isCloseTo(mean, within(1e-9));
  }

  private static double[] gains(SweepRecord record) {
    double[] gains = new double[3];
    for (TrialRecord trial : record.trials()) {
      boolean wide = Objects.equals(trial.parameters().get("u"), 4);
      gains[trial.fold() - 1] += (wide ? 0.5 : -0.5) * trial.result("test/accuracy");
    }
    return gains;
  }

  @Test
  void dryRun_countsFolds() {
    Cli.Outcome dry = Cli.run("run", file().toString(), "--dry-run");
    assertThat(dry.out())
        .startsWith("folds: 12 trials (2 networks x 3 folds x 2 seeds) on rows.csv, 14 train")
        .contains("\n  3  u 1  fold 2  seed 1  ");
  }

  @Test
  void resumed_finishedTrialsKeepTheirNumbersAndFolds() throws IOException {
    Path copy = folder.resolve("resumed");
    assertThat(Cli.run("run", file().toString(), "--out", copy.toString()).code()).isZero();
    Files.delete(copy.resolve("trials/0009/result.json"));
    assertThat(Cli.run("run", file().toString(), "--out", copy.toString(), "--resume").code())
        .isZero();
    assertThat(LocalStore.read(copy).trials())
        .extracting(t -> t.number() + ": " + t.fold() + " " + t.results())
        .isEqualTo(
            LocalStore.read(store()).trials().stream()
                .map(t -> t.number() + ": " + t.fold() + " " + t.results())
                .toList());
  }

  @Test
  void evaluate_takesTheBestTrialOfTheBestNetwork_andScoresItsOwnFold() throws IOException {
    TrialRecord best = LocalStore.read(store()).best().orElseThrow();
    assertThat(result.at("/best/trial").asInt()).isEqualTo(best.number());
    assertThat(result.at("/best/fold").asInt()).isEqualTo(best.fold());
    Cli.Outcome scored =
        Cli.run(
            "evaluate",
            store().toString(),
            "--data",
            "csv",
            "data.file=" + folder.resolve("rows.csv"),
            "--json");
    JsonNode node = new ObjectMapper().readTree(scored.lastLine());
    assertThat(node.at("/examples").asInt()).isEqualTo(best.fold() == 1 ? 11 : 10);
    assertThat(node.at("/accuracy").asDouble()).isEqualTo(best.result("test/accuracy"));
  }
}
