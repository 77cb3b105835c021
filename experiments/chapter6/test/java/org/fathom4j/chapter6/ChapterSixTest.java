package org.fathom4j.chapter6;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.cli.Fathom;
import org.fathom4j.config.ExperimentFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The experiments of chapter 6, as a reader runs them. */
final class ChapterSixTest {
  private static final Path EXPERIMENTS = Path.of("..");

  private static final List<String> RECTIFIERS =
      List.of(
          "data.train=500",
          "data.validation=100",
          "data.test=200",
          "training.batch=20",
          "sweep.seeds=1",
          "sweep.match-parameters.parameters=10k",
          "sweep.space.unit=[relu, leaky, prelu, maxout-2]");
  private static final List<String> MAXOUT =
      List.of(
          "data.train=600",
          "data.validation=100",
          "training.batch=20",
          "training.epochs=3",
          "training.init.uniform=0.05"); // from weights as small as the file's it takes longer

  @TempDir Path folder;

  private record Outcome(int code, String out, String err) {}

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
    Outcome outcome =
        run("run", file.toString(), "--out", folder.resolve("out").toString(), "--json");
    assertThat(outcome.code()).as(outcome.out() + outcome.err()).isZero();
    JsonNode json =
        new ObjectMapper().readTree(outcome.out().lines().reduce("", (before, line) -> line));
    assertThat(json.at("/knownAnswers/total").asInt()).isPositive();
    assertThat(json.at("/knownAnswers/held")).isEqualTo(json.at("/knownAnswers/total"));
    assertThat(json.at("/answer").asText()).endsWith(".");
    Path page = Path.of(json.at("/report").asText());
    assertThat(page).content().contains("class=\"explanation\"", "class=\"see\"", "<figure");
  }

  @Test
  void theReadmesCommandListsThemAll() throws IOException {
    String command = "./fathom run experiments --collection chapter-6 --preset quick --dry-run";
    assertThat(Path.of("../../README.md")).content().contains("\n" + command + "\n");
    List<String> words = new ArrayList<>(List.of(command.split(" ")));
    words.remove(0);
    words.set(1, EXPERIMENTS.toString());
    Outcome outcome = run(words.toArray(String[]::new));
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out()).contains("01-xor.yaml", "10-depth-study.yaml", "14-backprop.yaml");
  }

  /** Some of the units, a second of training each: the road and its checks, not the result. */
  @Test
  void rectifiers_onStandInPictures_meetWhatIsKnown_orFailTheRun() throws IOException {
    Outcome met = quickly("09-rectifiers", "fashion-mnist", RECTIFIERS, "met");
    assertThat(met.code()).as(met.out() + met.err()).isZero();
    assertThat(folder.resolve("met/report/index.html"))
        .content()
        .contains("prelu", "maxout-2", "class=\"see\"", "stand-in pictures of a test");
    Outcome missed =
        quickly("09-rectifiers", "fashion-mnist", RECTIFIERS, "missed", "optimizer.adam");
    assertThat(missed.code()).as(missed.out()).isEqualTo(1);
    assertThat(missed.out()).contains("MISSED  Every kind of unit learns");
  }

  @Test
  void maxout_onStandInPictures_meetsWhatIsKnown_orFailsTheRun() throws IOException {
    Outcome met = quickly("13-maxout-mnist", "mnist", MAXOUT, "met");
    assertThat(met.code()).as(met.out() + met.err()).isZero();
    assertThat(folder.resolve("met/report/index.html"))
        .content()
        .contains("class=\"see\"", "1 of 1 known answer holds", "stand-in pictures of a test");
    Outcome missed = quickly("13-maxout-mnist", "mnist", MAXOUT, "missed", "optimizer.nesterov");
    assertThat(missed.code()).as(missed.out()).isEqualTo(1);
    assertThat(missed.out()).contains("MISSED  two maxout layers read nine digits of ten");
  }

  /**
   * The quick form of an experiment on stand-in pictures.
   *
   * @param out where its results go
   * @param still optimizers whose rate is so small that nothing is learned
   */
  private Outcome quickly(
      String experiment, String data, List<String> changes, String out, String... still)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add("run");
    arguments.add(EXPERIMENTS.resolve(experiment + ".yaml").toString());
    arguments.addAll(List.of("--preset", "quick", "--offline"));
    arguments.addAll(List.of("--out", folder.resolve(out).toString()));
    arguments.add("data.name=" + data);
    arguments.add("data.dir=" + StandInPictures.write(folder.resolve("pictures"), 700, 200));
    arguments.addAll(changes);
    for (String optimizer : still) {
      arguments.add("training." + optimizer + ".rate=1e-9");
    }
    return run(arguments.toArray(String[]::new));
  }

  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Fathom.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
