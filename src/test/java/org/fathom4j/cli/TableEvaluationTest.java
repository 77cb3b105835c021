package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of a table scores other tables as it was trained, and never what it was trained on. */
final class TableEvaluationTest {
  private static final String TWO_COLUMNS =
      """
      name: two
      data:
        name: csv
        file: %s
        columns: {a: number, b: number, kind: [y, n]}
        label: kind
        validation: 20
      network:
        - dense: {units: "${u}"}
        - output
      training: {epochs: 12, batch: 16, optimizer: {adam: {rate: 0.05}}}
      sweep: {space: {u: [1, 8]}, seeds: 1}
      """;

  private static final String RANDOM_LABELS =
      """
      name: rnd
      data:
        name: csv
        file: %s
        columns: {a: number, b: number, c: number, d: number, kind: [y, n]}
        label: kind
        validation: 10
      network:
        - dense: {units: 64}
        - output
      training: {epochs: 40, batch: 16, optimizer: {adam: {rate: 0.01}}}
      """;

  /** Trained once on a table of columns a, b, kind, of which a alone tells y from n. */
  @TempDir static Path shared;

  private static JsonNode trained;
  private static Path table;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    table = separable(shared.resolve("ab.csv"), "a", "b");
    trained = run(shared, TWO_COLUMNS, table);
    assertThat(trained.at("/best/metrics/test~1accuracy").asDouble()).isEqualTo(1);
  }

  @Test
  void rowsThatWereTrainedOn_areNotScored_inWhateverOrderTheyStand() throws IOException {
    Path rows = random("rnd.csv", 200, 1);
    JsonNode guessing = run(folder, RANDOM_LABELS, rows);
    double tested = guessing.at("/best/metrics/test~1accuracy").asDouble();
    JsonNode own = evaluate(guessing, rows);
    assertThat(own.at("/accuracy").asDouble()).isEqualTo(tested).isCloseTo(0.5, within(0.15));
    assertThat(own.at("/examples").asInt()).isEqualTo(40);
    assertThat(own.at("/accuracyInterval/0").asDouble()).isBetween(tested - 0.2, 0.5);
    assertThat(own.at("/accuracyInterval/1").asDouble()).isBetween(0.5, tested + 0.2);
    assertThat(origins(own)).containsExactly(40, 40, 0, 0, 150, 0, 10, 0);
    JsonNode turned = evaluate(guessing, reversed(rows));
    assertThat(turned.at("/confusion")).isEqualTo(own.at("/confusion"));
    JsonNode seen = evaluate(guessing, rows, "--include-seen");
    assertThat(seen.at("/examples").asInt()).isEqualTo(200);
    assertThat(origins(seen)).containsExactly(40, 40, 0, 0, 150, 150, 10, 10);
    assertThat(Cli.run(arguments(guessing, rows)).out())
        .containsPattern("rnd.csv: \\S+% of 40 examples, 95% interval \\S+% to \\S+%")
        .contains(
            "scored: 40 of the run's own test; left out: 150 trained on, 10 chosen by"
                + " (--include-seen scores them too)");
    JsonNode other = evaluate(guessing, random("other.csv", 300, 2)); // all of it, not a fifth
    assertThat(origins(other)).containsExactly(0, 0, 300, 300, 0, 0, 0, 0);
    assertThat(other.at("/accuracy").asDouble()).isCloseTo(0.5, within(0.1));
  }

  @Test
  void whereNothingIsLeftToScore_thatIsSaid_withCodeTwo() throws IOException {
    List<String> lines = Files.readAllLines(table);
    Path part = folder.resolve("part.csv");
    for (int row = 1; row < lines.size(); row++) { // at least one is no test row
      Files.write(part, List.of(lines.get(0), lines.get(row)));
      if (Cli.run(arguments(trained, part)).code() != 0) {
        break;
      }
    }
    Cli.Outcome outcome = Cli.run(arguments(trained, part));
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err()).contains("nothing of part.csv is left to score", "--include-seen");
  }

  @Test
  void columnsAreFoundByName_otherOnesPassedOver_missingOnesRefused() throws IOException {
    Path turned = separable(folder.resolve("ba.csv"), "b", "a");
    assertThat(evaluate(trained, turned).at("/accuracy").asDouble()).isEqualTo(1);
    assertThat(evaluate(trained, turned).at("/examples").asInt()).isEqualTo(40);
    Path more = folder.resolve("more.csv");
    Files.write(
        more,
        Files.readAllLines(turned).stream()
            .map(line -> line.startsWith("b") ? "id," + line : "7," + line)
            .toList());
    assertThat(evaluate(trained, more).at("/accuracy").asDouble()).isEqualTo(1);
    Path misspelt = folder.resolve("misspelt.csv");
    Files.writeString(misspelt, Files.readString(turned).replace("kind", "kinds"));
    Cli.Outcome outcome = Cli.run(arguments(trained, misspelt));
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err())
        .contains("misspelt.csv:1: no column is called 'kind'; did you mean 'kinds'?");
  }

  @Test
  void othersRowsAreScaledAsInTraining_soThatAShiftIsSeen() throws IOException {
    Path shifted = changed(table, "shifted.csv", a -> a + 100);
    JsonNode result = evaluate(trained, shifted);
    assertThat(origins(result)).startsWith(0, 0, 200, 200);
    // Far above the border every row reads as the class of large values.
    assertThat(result.at("/accuracy").asDouble()).isEqualTo(0.5);
    Path one = folder.resolve("one.csv");
    Files.writeString(one, "a,b,kind\n0.123,0,y\n");
    assertThat(evaluate(trained, one).at("/accuracy").asDouble()).isEqualTo(1);
  }

  @Test
  void aSweepsFolder_standsForItsBestTrial() throws IOException {
    String store = trained.at("/store").asText();
    Cli.Outcome outcome = Cli.run("evaluate", store, "--data", "csv", "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(Path.of(json.at("/run").asText()))
        .isEqualTo(Path.of(trained.at("/best/run").asText()));
    assertThat(outcome.out())
        .contains(
            "trial %d, the best of 2 by validation/accuracy"
                .formatted(trained.at("/best/trial").asInt()));
  }

  @Test
  void anOffsetOfBillions_costsNoAccuracy() throws IOException {
    Path late = changed(table, "late.csv", a -> 1_700_000_000 + Math.rint(10 * a));
    JsonNode found = run(folder, TWO_COLUMNS, late);
    assertThat(found.at("/best/metrics/test~1accuracy").asDouble()).isEqualTo(1);
    assertThat(evaluate(found, late).at("/accuracy").asDouble()).isEqualTo(1);
  }

  @Test
  void aNetworkWithoutItsListOfRows_orOfAnEarlyVersion_isRefused() throws IOException {
    Path alone = Files.createDirectories(folder.resolve("alone"));
    Path model =
        LocalStore.modelFile(
            Path.of(trained.at("/store").asText()), trained.at("/best/trial").asInt());
    Files.copy(model, alone.resolve("model.zip"), StandardCopyOption.REPLACE_EXISTING);
    String[] arguments = {
      "evaluate", alone.toString(), "--data", "csv", "data.file=" + table, "--json"
    };
    Cli.Outcome refused = Cli.run(arguments);
    assertThat(refused.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(refused.err()).contains("nobody knows which examples", "--include-seen");
    List<String> loud = new ArrayList<>(List.of(arguments));
    loud.add("--include-seen");
    Cli.Outcome scored = Cli.run(loud.toArray(String[]::new));
    assertThat(scored.code()).as(scored.err()).isZero();
    assertThat(new ObjectMapper().readTree(scored.lastLine()).at("/origins").isNull()).isTrue();
    assertThat(scored.out()).contains("nobody knows which of them the network was trained on");
    try (FileSystem zip = FileSystems.newFileSystem(alone.resolve("model.zip"))) {
      Files.delete(zip.getPath("fathom4j-data.json"));
    }
    Cli.Outcome early = Cli.run(loud.toArray(String[]::new));
    assertThat(early.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(early.err()).contains("stored by an early version");
  }

  @Test
  void whatTheNetworkLearned_cannotBeOverridden() throws IOException {
    Cli.Outcome outcome =
        Cli.run("evaluate", trained.at("/store").asText(), "--data", "csv", "data.normalize=none");
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err()).contains("data.normalize", "part of the stored network");
  }

  /** found and scored of own test, new, trained on, chosen by. */
  private static List<Integer> origins(JsonNode json) {
    List<Integer> counts = new ArrayList<>();
    for (String origin : List.of("ownTest", "new", "trainedOn", "chosenBy")) {
      counts.add(json.at("/origins/" + origin + "/found").asInt());
      counts.add(json.at("/origins/" + origin + "/scored").asInt());
    }
    return counts;
  }

  private static JsonNode run(Path folder, String study, Path table) throws IOException {
    Path file = Files.writeString(folder.resolve("study.yaml"), study.formatted(table));
    Cli.Outcome outcome =
        Cli.run("run", file.toString(), "--out", folder.resolve("out").toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  private static JsonNode evaluate(JsonNode trained, Path table, String... more)
      throws IOException {
    Cli.Outcome outcome = Cli.run(arguments(trained, table, more));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  private static String[] arguments(JsonNode trained, Path table, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "evaluate",
                trained.at("/best/run").asText(),
                "--data",
                "csv",
                "data.file=" + table,
                "--json"));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  private Path random(String name, int rows, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("a,b,c,d,kind\n");
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < 4; j++) {
        text.append(String.format(Locale.ROOT, "%.3f,", random.nextGaussian()));
      }
      text.append(random.nextBoolean() ? "y\n" : "n\n");
    }
    return Files.writeString(folder.resolve(name), text);
  }

  /** Column a alone tells y (around 1) from n (around 4); b is noise. */
  private static Path separable(Path file, String first, String second) throws IOException {
    Random random = new Random(3);
    StringBuilder text = new StringBuilder(first + "," + second + ",kind\n");
    for (int i = 0; i < 200; i++) {
      double a = (i % 2 == 0 ? 1 : 4) + 0.2 * random.nextGaussian();
      double b = random.nextGaussian();
      boolean straight = first.equals("a");
      text.append(
          String.format(
              Locale.ROOT,
              "%.3f,%.3f,%s\n",
              straight ? a : b,
              straight ? b : a,
              i % 2 == 0 ? "y" : "n"));
    }
    return Files.writeString(file, text);
  }

  private Path changed(Path table, String name, DoubleUnaryOperator first) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      int comma = line.indexOf(',');
      lines.add(
          lines.isEmpty()
              ? line
              : first.applyAsDouble(Double.parseDouble(line.substring(0, comma)))
                  + line.substring(comma));
    }
    return Files.write(folder.resolve(name), lines);
  }

  private Path reversed(Path table) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(table));
    Collections.reverse(lines.subList(1, lines.size()));
    return Files.write(folder.resolve("reversed.csv"), lines);
  }
}
