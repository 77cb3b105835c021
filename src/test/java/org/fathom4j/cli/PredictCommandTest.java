package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a network of a table says of other rows, without their labels. */
final class PredictCommandTest {
  private static final String STUDY =
      """
      name: people
      data:
        name: csv
        file: %s
        columns: {age: number, town: [Bern, Köln], hours: number, income: %s}
        label: income
        missing: fill
      network:
        - dense: {units: "${u}"}
        - output
      training: {epochs: 8, batch: 16, optimizer: {adam: {rate: 0.03}}}
      sweep: {space: {u: [1, 8]}, seeds: 1}
      """;

  @TempDir static Path shared;

  private static String classes;
  private static Path table;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    table = people(shared.resolve("people.csv"), 1);
    classes = run(shared, STUDY.formatted(table, "[high, low]"));
  }

  @Test
  void classesAndProbabilitiesAreThoseOfEvaluate_rowByRow() throws IOException {
    String predictions =
        json(Cli.run("evaluate", classes, "--data", "csv", "--include-seen", "--json"))
            .at("/predictions")
            .asText();
    List<String> evaluated =
        Files.readAllLines(Path.of(predictions)).stream()
            .skip(1)
            .map(line -> line.replaceFirst("^[0-9]+,[a-z]+,", ""))
            .toList();
    List<String> predicted = lines("csv");
    assertThat(predicted.get(0)).isEqualTo("row,predicted,high,low");
    assertThat(withoutNumbers(predicted)).containsExactlyElementsOf(evaluated);
    assertThat(predicted.get(1)).startsWith("1,");
    assertThat(predicted.get(200)).startsWith("200,");
    assertThat(lines(table.toString())).isEqualTo(predicted);
  }

  @Test
  void columnsAreFoundByName_andTheLabelIsNotNeeded() throws IOException {
    List<String> turned = new ArrayList<>();
    for (String line : Files.readAllLines(table)) {
      List<String> cells = List.of(line.split(",", -1));
      turned.add(String.join(",", "more", cells.get(3), cells.get(2), cells.get(1)));
    }
    Path other = Files.write(folder.resolve("it's #1: other.csv"), turned);
    assertThat(lines(other.toString())).isEqualTo(lines("csv"));
    Path bare = folder.resolve("bare.csv");
    Files.write(bare, Files.readAllLines(table).stream().skip(1).map(this::inOrder).toList());
    assertThat(lines(bare.toString(), "data.header=false")).isEqualTo(lines("csv"));
  }

  /** Without the id and the label, in the order of the columns. */
  private String inOrder(String line) {
    List<String> cells = List.of(line.split(",", -1));
    return String.join(",", cells.subList(1, 4));
  }

  @Test
  void aBadRowIsNamed_andKeepsItsNumber() throws IOException {
    Path other =
        Files.writeString(
            folder.resolve("other.csv"),
            "age,town,hours\n20,Bern,10\n30,Oslo,15\n\nold,Bern,20\nNA,,31\n40,Köln,\n1,2\n");
    Cli.Outcome outcome = predict(other.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(numbers(outcome.out())).containsExactly("1", "4", "5");
    assertThat(outcome.err())
        .contains(
            other + ":3: town must be one of Bern, Köln, got 'Oslo'",
            other + ":5: age must be a number, got 'old'",
            other + ":8: 3 values expected, 2 found",
            "3 records could not be read, 3 predicted");
  }

  @Test
  void whereNothingIsPredicted_theCodeIsTwo() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.csv"), "age,town,hours\nold,Bern,1\n");
    assertThat(predict(bad.toString()).code()).isEqualTo(ExitCode.BAD_INPUT);
    Path empty = Files.writeString(folder.resolve("empty.csv"), "age,town,hours\n");
    Cli.Outcome nothing = predict(empty.toString());
    assertThat(nothing.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(nothing.err()).contains("nothing was predicted: there is no example");
    Path strange = Files.writeString(folder.resolve("strange.csv"), "age,hour,town\n1,2,Bern\n");
    Cli.Outcome misspelt = predict(strange.toString());
    assertThat(misspelt.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(misspelt.err()).contains("strange.csv:1: no column is called 'hours'", "'hour'");
    Cli.Outcome absent = predict("nowhere.csv");
    assertThat(absent.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(absent.err()).contains("'nowhere.csv' is no file, no folder and no data set");
    assertThat(predict("csw").err()).contains("no data set; did you mean 'csv'?");
  }

  @Test
  void jsonLinesSayTheSame() throws IOException {
    List<String> csv = lines("csv");
    List<String> json = lines("csv", "--json");
    assertThat(json).hasSize(200);
    JsonNode first = new ObjectMapper().readTree(json.get(0));
    String[] cells = csv.get(1).split(",", -1);
    assertThat(first.at("/row").asInt()).isEqualTo(1);
    assertThat(first.at("/predicted").asText()).isEqualTo(cells[1]);
    assertThat(first.at("/probabilities/high").asText()).isEqualTo(cells[2]);
    assertThat(first.at("/probabilities/low").asText()).isEqualTo(cells[3]);
    assertThat(first).hasSize(3);
  }

  @Test
  void aNumberIsPredictedInItsUnit() throws IOException {
    Path priced = folder.resolve("priced.csv");
    Files.write(priced, Files.readAllLines(table).stream().map(this::priced).toList());
    String numbers =
        run(folder, STUDY.formatted(priced, "number").replace("epochs: 8", "epochs: 40"));
    List<String> lines = linesOf(numbers, priced.toString());
    assertThat(lines.get(0)).isEqualTo("row,predicted");
    double error = 0;
    List<String> rows = Files.readAllLines(priced);
    for (int i = 1; i < rows.size(); i++) {
      String truth = rows.get(i).substring(rows.get(i).lastIndexOf(',') + 1);
      double predicted = Double.parseDouble(lines.get(i).split(",", -1)[1]);
      error += Math.abs(predicted - Double.parseDouble(truth)) / 200;
    }
    assertThat(error).isLessThan(100_000); // they range over 900,000
    JsonNode json = new ObjectMapper().readTree(linesOf(numbers, "csv", "--json").get(0));
    assertThat(json.at("/predicted").asDouble())
        .isCloseTo(Double.parseDouble(lines.get(1).split(",", -1)[1]), within(1e-6));
  }

  /** A price of some 100,000s that rises with the hours. */
  private String priced(String line) {
    String[] cells = line.split(",", -1);
    return line.startsWith("id")
        ? line
        : String.join(",", cells[0], cells[1], cells[2], cells[3], cells[3] + "0000");
  }

  @Test
  void whatIsReadIsWrittenAtOnce() throws IOException {
    StringBuilder text = new StringBuilder("age,town,hours\n");
    text.append("30,Bern,15\n".repeat(1000));
    Path cut = Files.writeString(folder.resolve("cut.csv"), text + "\"30,Bern,15\n");
    Cli.Outcome outcome = predict(cut.toString());
    assertThat(outcome.code()).isEqualTo(ExitCode.FAILED);
    assertThat(outcome.err()).contains("cut.csv:1002: a record that begins here has a quote");
    assertThat(outcome.out().lines().count()).isGreaterThan(700);
  }

  /** The table ends only once the first predictions are there. */
  @Test
  @Timeout(60)
  void aTableMayBeAPipe_whoseRowsAreAnsweredAsTheyCome() throws Exception {
    Path pipe = folder.resolve("pipe");
    assumeThat(Files.isExecutable(Path.of("/usr/bin/mkfifo"))).isTrue();
    assertThat(new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor()).isZero();
    CountDownLatch answered = new CountDownLatch(1);
    StringWriter out =
        new StringWriter() {
          @Override
          public void write(String text, int from, int length) {
            super.write(text, from, length);
            if (toString().contains("\n256,")) {
              answered.countDown();
            }
          }
        };
    FutureTask<Boolean> typing =
        new FutureTask<>(
            () -> {
              try (Writer rows = Files.newBufferedWriter(pipe)) {
                rows.write("age,town,hours\n" + "30,Bern,15\n".repeat(256));
                rows.flush();
                boolean there = answered.await(50, TimeUnit.SECONDS);
                rows.write("70,Bern,40\n");
                return there;
              }
            });
    new Thread(typing, "typing").start();
    CommandLine line = Fathom.commandLine();
    line.setOut(new PrintWriter(out));
    int code = Fathom.execute(line, "predict", classes, "--data", pipe.toString());
    assertThat(code).isZero();
    assertThat(typing.get()).as("answered before the end").isTrue();
    assertThat(out.toString().lines()).hasSize(258);
  }

  @Test
  void whereNobodyReadsOn_itEndsQuietly() throws IOException {
    StringBuilder text = new StringBuilder("age,town,hours\n");
    text.append("30,Bern,15\n".repeat(1000));
    Path late = Files.writeString(folder.resolve("late.csv"), text + "old,Bern,15\n");
    StringWriter err = new StringWriter();
    CommandLine line = Fathom.commandLine();
    line.setOut(new PrintWriter(new Closing()));
    line.setErr(new PrintWriter(err, true));
    String[] words = {"predict", classes, "--data", late.toString()};
    assertThat(Fathom.execute(line, words)).isZero();
    assertThat(err.toString()).doesNotContain("late.csv", "rror", "xception");
  }

  /** A pipe whose reader leaves after the header. */
  private static final class Closing extends Writer {
    private int written;

    @Override
    public void write(char[] text, int from, int length) throws IOException {
      written += length;
      if (written > 100) {
        throw new IOException("Broken pipe");
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private static Cli.Outcome predict(String data, String... more) {
    return predictWith(classes, data, more);
  }

  private static Cli.Outcome predictWith(String run, String data, String... more) {
    Stream<String> words = Stream.of("predict", run, "--data", data);
    return Cli.run(Stream.concat(words, Arrays.stream(more)).toArray(String[]::new));
  }

  private static List<String> lines(String data, String... more) {
    return linesOf(classes, data, more);
  }

  private static List<String> linesOf(String run, String data, String... more) {
    Cli.Outcome outcome = predictWith(run, data, more);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome.out().lines().toList();
  }

  private static List<String> withoutNumbers(List<String> lines) {
    return lines.stream().skip(1).map(line -> line.substring(line.indexOf(',') + 1)).toList();
  }

  private static List<String> numbers(String csv) {
    return csv.lines().skip(1).map(line -> line.substring(0, line.indexOf(','))).toList();
  }

  private static JsonNode json(Cli.Outcome outcome) throws IOException {
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine());
  }

  /** The folder of the sweep. */
  private static String run(Path folder, String study) throws IOException {
    Path file = Files.writeString(folder.resolve("study.yaml"), study);
    String out = folder.resolve("out").toString();
    return json(Cli.run("run", file.toString(), "--out", out, "--json")).at("/store").asText();
  }

  /** Income is high above 40 years; each tenth age is unknown. */
  private static Path people(Path file, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("id,age,town,hours,income\n");
    for (int i = 0; i < 200; i++) {
      int age = 18 + random.nextInt(50);
      text.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,%d,%s\n",
              i,
              i % 10 == 3 ? "NA" : age,
              random.nextBoolean() ? "Köln" : "Bern",
              age / 2 + random.nextInt(9),
              age > 40 ? "high" : "low"));
    }
    return Files.writeString(file, text);
  }
}
