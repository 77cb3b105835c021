package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.verdict.KnownAnswer;
import org.fathom4j.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies, expectations and collections through the command line; the study is a test's own. */
final class StudyCommandTest {
  private static final String STUDY =
      """
      name: halving
      collection: {name: chapter-77, section: "77.1"}
      question: What is left after halving?
      study:
        halving: {times: 3%s}
      """;

  private static final String SWEEP =
      """
      name: small
      collection: {name: chapter-77}
      question: Does a tiny network train?
      data: {name: street-numbers, train: 64, validation: 32, test: 32}
      network: [{dense: {units: "${width}"}}, output]
      training: {epochs: 1}
      sweep: {space: {width: [2, 4]}}
      report: {reading: It hardly does.}
      expect:
        - {claim: some digits are read, metric: test/accuracy, at: {width: 4}, at-least: 0}
        - {claim: %s, metric: test/accuracy, at-most: %s}
      """;

  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void aStudyAlone_isRun_stored_reportedAndChecked() throws IOException {
    Path file = file("01-halving.yaml", STUDY.formatted(""));
    Path out = folder.resolve("out");
    Cli.Outcome outcome = Cli.run("run", file.toString(), "--out", out.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/status").asText()).isEqualTo("complete");
    assertThat(json.at("/trials/total").asInt()).isZero();
    assertThat(json.at("/knownAnswers/held").asInt()).isEqualTo(1);
    assertThat(json.at("/knownAnswers/found/left").asDouble()).isEqualTo(0.125);
    assertThat(json.at("/best").isNull()).isTrue();
    Path page = Path.of(json.at("/report").asText());
    assertThat(page).content().contains("What is left after halving?", "1 of 1 known answer holds");
    assertThat(out.resolve("report/halvings.png")).isRegularFile();

    String before = Files.readString(page);
    deleteReport(out);
    Cli.Outcome again = Cli.run("report", out.toString());
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains(json.at("/answer").asText());
    assertThat(page).hasContent(before);
    assertThat(out.resolve("report/halvings.png")).isRegularFile();
  }

  private static void deleteReport(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run.resolve("report"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(run.resolve("report"));
  }

  @Test
  void aMissedKnownAnswer_failsTheRun() throws IOException {
    Path file = file("01-halving.yaml", STUDY.formatted(", wrong: true"));
    Cli.Outcome outcome =
        Cli.run("run", file.toString(), "--out", folder.resolve("out").toString(), "--json");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.out()).contains("MISSED  halves are left: 0.125 (expected 1)");
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/status").asText()).isEqualTo("failed");
    assertThat(json.at("/knownAnswers/missed/0").asText()).isEqualTo("left");
    deleteReport(folder.resolve("out"));
    Verdict stored = LocalStore.ending(folder.resolve("out")).orElseThrow().verdict();
    assertThat(stored.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(stored.answer()).isEqualTo(json.at("/answer").asText());
    assertThat(stored.knownAnswers())
        .extracting(KnownAnswer::id, KnownAnswer::holds)
        .containsExactly(tuple("left", false));
  }

  @Test
  void mistakesOfAStudy_areToldWithPlaceAndNearestName() throws IOException {
    Path file =
        file(
            "x.yaml",
            """
            name: x
            study:
              halvin: {times: 3}
            training: {epochs: 2}
            """);
    Cli.Outcome outcome = Cli.run("run", file.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("x.yaml:3: study.halvin: unknown study 'halvin'; did you mean 'halving'?")
        .contains("training: is for networks, and this file has only a study");
    Path misspelt = file("y.yaml", STUDY.formatted(", time: 2"));
    assertThat(Cli.run("run", misspelt.toString()).err()).contains("did you mean 'times'?");
  }

  @Test
  void expectationsOfASweep_areChecked() throws IOException {
    Path right = file("a.yaml", SWEEP.formatted("not all of them", "1"));
    Cli.Outcome held = Cli.run("run", right.toString(), "--out", folder.resolve("a").toString());
    assertThat(held.code()).as(held.err()).isZero();
    assertThat(folder.resolve("a/report/index.html"))
        .content()
        .contains("It hardly does.", "2 of 2 known answers hold", "Leaderboard");
    Path wrong = file("b.yaml", SWEEP.formatted("none of them", "-1"));
    Cli.Outcome missed = Cli.run("run", wrong.toString(), "--out", folder.resolve("b").toString());
    assertThat(missed.code()).isEqualTo(1);
    assertThat(missed.out()).contains("MISSED  none of them");
    String page = Files.readString(folder.resolve("b/report/index.html"));
    deleteReport(folder.resolve("b"));
    assertThat(Cli.run("report", folder.resolve("b").toString()).code()).isZero();
    assertThat(folder.resolve("b/report/index.html")).hasContent(page);
  }

  @Test
  void mistakesOfExpectations_areTold() throws IOException {
    Path file =
        file("x.yaml", SWEEP.formatted("c", "0, at-least: 1").replace("at: {width", "at: {widht"));
    Cli.Outcome outcome = Cli.run("run", file.toString());
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("expect[0].at.widht: is no swept parameter; did you mean 'width'?")
        .contains("expect[1].at-least: must not be above at-most");
  }

  @Test
  void aCollection_isRunFileByFile_andCollectedOnOnePage() throws IOException {
    file("01-halving.yaml", STUDY.formatted(""));
    file("02-small.yaml", SWEEP.formatted("not all of them", "1"));
    file("03-other.yaml", STUDY.formatted("").replace("chapter-77", "chapter-5"));
    Path page = folder.resolve("page");
    Cli.Outcome outcome =
        Cli.run("run", folder.toString(), "--collection", "chapter-77", "--out", page.toString());
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(page.resolve("index.html"))
        .content()
        .contains("2 experiments", "3 of 3 known answers hold", "What is left after halving?")
        .contains("It hardly does.");
    assertThat(page.resolve("README.md")).content().contains("## Does a tiny network train?");
    assertThat(page.resolve("halving-halvings.png")).isRegularFile();
    assertThat(page.resolve("small-by-width.png")).isRegularFile();
  }

  @Test
  void anExperimentWhoseDataCannotBeHad_isLeftOut_andSaidSo() throws IOException {
    file("01-halving.yaml", STUDY.formatted(""));
    file("02-small.yaml", SWEEP.formatted("c", "1").replace("street-numbers", "fashion-mnist"));
    Path page = folder.resolve("page");
    Cli.Outcome outcome =
        Cli.run(
            "run",
            folder.toString(),
            "--collection",
            "chapter-77",
            "--offline",
            "--out",
            page.toString());
    assumeThat(outcome.err()).as("Fashion-MNIST is installed here").contains("left out");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).contains("02-small.yaml");
    assertThat(page.resolve("index.html")).content().contains("1 experiment<");
  }

  @Test
  void dryRunOfACollection_listsItsExperiments() throws IOException {
    file("01-halving.yaml", STUDY.formatted(""));
    file("02-small.yaml", SWEEP.formatted("not all of them", "1"));
    Cli.Outcome outcome =
        Cli.run("run", folder.toString(), "--collection", "chapter-77", "--dry-run");
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("halving: the study 'halving'", "small: 2 trials");
  }

  @Test
  void aCollectionWithoutExperiments_orOfAFile_isRefused() throws IOException {
    Path file = file("01-halving.yaml", STUDY.formatted(""));
    assertThat(Cli.run("run", file.toString(), "--collection", "chapter-77").err())
        .contains("--collection is for a folder");
    assertThat(Cli.run("run", folder.toString(), "--collection", "chapter-3").err())
        .contains("no experiment in");
    assertThat(Cli.run("run", folder.toString()).err()).contains("is a folder");
  }
}
