package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.config.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments of chapter 6, as a reader runs them. */
final class ChapterSixTest {
  private static final Path EXPERIMENTS = Path.of("../experiments");

  @TempDir Path folder;

  static List<Path> studies() throws IOException {
    try (Stream<Path> files = Files.list(EXPERIMENTS)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(f -> ExperimentFile.load(f, Optional.empty(), List.of()).isStudyAlone())
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("studies")
  void everyKnownAnswerHolds_andThePageExplainsIt(Path file) throws IOException {
    Cli.Outcome outcome =
        Cli.run("run", file.toString(), "--out", folder.resolve("out").toString(), "--json");
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/knownAnswers/total").asInt()).isPositive();
    assertThat(json.at("/knownAnswers/held")).isEqualTo(json.at("/knownAnswers/total"));
    assertThat(json.at("/answer").asText()).endsWith(".");
    Path page = Path.of(json.at("/report").asText());
    assertThat(page).content().contains("class=\"explanation\"", "class=\"see\"", "<figure");
  }

  /** On generated digits, a few of the units, a step or two: the road, not the result. */
  @Test
  void rectifiersRunOnAnyPictures() throws IOException {
    Cli.Outcome outcome =
        Cli.run(
            "run",
            EXPERIMENTS.resolve("09-rectifiers.yaml").toString(),
            "data.name=street-numbers",
            "data.train=640",
            "data.validation=100",
            "data.test=100",
            "training.epochs=1",
            "sweep.seeds=2",
            "sweep.space.unit=[relu, prelu, maxout-2]",
            "--out",
            folder.resolve("out").toString());
    assertThat(outcome.err()).doesNotContain("error");
    assertThat(folder.resolve("out/report/index.html")).content().contains("prelu", "maxout-2");
  }
}
