package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network is trained, stored, read back and scored. */
final class EvaluateCommandTest {
  private static final String DIGITS =
      """
      name: digits
      question: Can it be scored?
      data: {name: street-numbers, scale: 32, train: 96, validation: 32, test: 48}
      network:
        - convolution: {channels: 2, kernel: 3}
        - pooling: {window: 4}
        - output
      training: {epochs: 1}
      """;

  private static final String NUMBERS =
      """
      name: numbers
      question: Can it be scored?
      data: {name: street-numbers, task: sequence, train: 96, validation: 32, test: 48}
      network:
        - convolution: {channels: 2, kernel: 3}
        - pooling: {window: 4}
        - sequence-output
      training: {epochs: 1}
      """;

  private static final String FOLDER =
      """
      name: folder
      data: {name: image-folder, dir: %s, size: 8, channels: 1, normalize: standardize, validation: 8}
      network:
        - dense: {units: 4}
        - output
      training: {epochs: 10, batch: 8, optimizer: {adam: {rate: 0.05}}}
      """;

  @TempDir Path folder;

  @Test
  void theRunsOwnData_givesTheRunsOwnScore_inWordsNumbersAndPictures() throws IOException {
    Path run = train(DIGITS);
    double tested = best().at("/metrics/test~1accuracy").asDouble();
    Cli.Outcome outcome = evaluate(run, "street-numbers");
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/accuracy").asDouble()).isEqualTo(tested);
    assertThat(json.at("/examples").asInt()).isEqualTo(48);
    assertThat(json.at("/perClass")).hasSize(10);
    assertThat(json.has("digitAccuracy")).isFalse();
    assertThat(outcome.out()).contains("street-numbers (generated, digits)", "precision");
    assertThat(picture(json, 0)).endsWith(Path.of("evaluation/street-numbers/confusion.png"));
    assertThat(picture(json, 1)).endsWith(Path.of("evaluation/street-numbers/mistakes.png"));
    assertThat(picture(json, 0).resolveSibling("index.html"))
        .content()
        .contains("Which class trial 1 told as which", "of 48 examples right");
    for (int i = 0; i < 2; i++) {
      BufferedImage picture = ImageIO.read(picture(json, i).toFile());
      assertThat(picture.getWidth()).isGreaterThan(1000);
    }
  }

  @Test
  void anotherDataSet_isNormalizedAsTheNetworkLearned() throws IOException {
    Path run = train(DIGITS);
    Path exported = folder.resolve("exported");
    Cli.run(
        "data",
        "export",
        "street-numbers",
        "--out",
        exported.toString(),
        "data.train=10",
        "data.validation=10",
        "data.test=48");
    String dir = "data.dir=" + exported;
    JsonNode json =
        new ObjectMapper()
            .readTree(evaluate(run, "svhn-digits", dir, "data.validation=1").lastLine());
    // The same pictures by another road: with the scale of the run, they are read the same.
    JsonNode own = new ObjectMapper().readTree(evaluate(run, "street-numbers").lastLine());
    assertThat(json.at("/confusion")).isEqualTo(own.at("/confusion"));
    assertThat(json.at("/data").asText()).startsWith("street-numbers (generated, digits)");
  }

  @Test
  void wholeNumbers_areScoredByNumberByDigitAndByCoverage() throws IOException {
    Path run = train(NUMBERS);
    Cli.Outcome outcome = evaluate(run, "street-numbers");
    JsonNode json = new ObjectMapper().readTree(outcome.lastLine());
    assertThat(json.at("/accuracy").asDouble())
        .isEqualTo(best().at("/metrics/test~1accuracy").asDouble());
    assertThat(json.at("/digitAccuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.at("/coverageAt98").asDouble()).isBetween(0.0, 1.0);
    assertThat(json.at("/perClass/2/name").asText()).isEqualTo("2 digits");
    assertThat(json.at("/perClass/0/accuracy").isNull()).isTrue();
    assertThat(json.at("/pictures")).hasSize(2);
  }

  @Test
  void dataThatDoNotFit_areRefusedBeforeTheyAreRead() throws IOException {
    Path run = train(DIGITS);
    Cli.Outcome shape =
        Cli.run("evaluate", run.toString(), "--data", "street-numbers", "data.task=sequence");
    assertThat(shape.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(shape.err()).contains("reads examples of 32x32x3", "are 54x54x3");
    Cli.Outcome key =
        Cli.run("evaluate", run.toString(), "--data", "street-numbers", "training.epochs=2");
    assertThat(key.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(key.err()).contains("'training.epochs=2' must be data.key=value");
  }

  @Test
  void onlyTheTestFileIsAskedFor_andNeverItsValidationExamples() throws IOException {
    Path run = train(DIGITS);
    Path exported = folder.resolve("exported");
    Cli.run(
        "data",
        "export",
        "street-numbers",
        "--out",
        exported.toString(),
        "data.seed=2",
        "data.train=10",
        "data.validation=10",
        "data.test=48");
    Files.delete(exported.resolve("train_32x32.mat"));
    JsonNode json =
        new ObjectMapper()
            .readTree(evaluate(run, "svhn-digits", "data.dir=" + exported).lastLine());
    assertThat(json.at("/examples").asInt()).isEqualTo(48);
    assertThat(json.at("/origins/new/scored").asInt()).isEqualTo(48);
  }

  @Test
  void picturesThatWereTrainedOn_areKnownInAnotherDataSet() throws IOException {
    Path run = train(DIGITS);
    Path exported = folder.resolve("exported");
    Cli.run(
        "data",
        "export",
        "street-numbers",
        "--as",
        "folders",
        "--out",
        exported.toString(),
        "data.train=96",
        "data.validation=32",
        "data.test=48");
    JsonNode json =
        new ObjectMapper()
            .readTree(evaluate(run, "image-folder", "data.dir=" + exported).lastLine());
    assertThat(json.at("/origins/ownTest/scored").asInt()).isEqualTo(48);
    assertThat(json.at("/origins/trainedOn/found").asInt()).isEqualTo(96);
    assertThat(json.at("/origins/chosenBy/found").asInt()).isEqualTo(32);
    assertThat(json.at("/examples").asInt()).isEqualTo(48);
    assertThat(json.at("/accuracy").asDouble())
        .isEqualTo(best().at("/metrics/test~1accuracy").asDouble());
  }

  @Test
  void picturesAreScaledByTheTrainingsStatistics_andClassesGoByName() throws IOException {
    Path own = pictures("own", 40, 0, "dark", "light");
    Path run = train(FOLDER.formatted(own));
    assertThat(best().at("/metrics/test~1accuracy").asDouble()).isEqualTo(1);
    // All of them light, by a name that stands first here and last in training.
    Path light = pictures("light", 10, 1, "light");
    JsonNode all =
        new ObjectMapper().readTree(evaluate(run, "image-folder", "data.dir=" + light).lastLine());
    assertThat(all.at("/origins/new/scored").asInt()).isEqualTo(10);
    assertThat(all.at("/accuracy").asDouble()).isEqualTo(1);
    assertThat(all.at("/perClass/1/examples").asInt()).isEqualTo(10);
    Path strange = pictures("strange", 2, 1, "lights");
    Cli.Outcome outcome =
        Cli.run("evaluate", run.toString(), "--data", "image-folder", "data.dir=" + strange);
    assertThat(outcome.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(outcome.err()).contains("knows no class 'lights'; did you mean 'light'?");
    Cli.Outcome table = Cli.run("evaluate", run.toString(), "--data", "csv", "data.file=x.csv");
    assertThat(table.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(table.err()).contains("reads examples of 8x8x1, no tables");
  }

  /** Noisy pictures, a folder for each class; those of classes called light are lighter. */
  private Path pictures(String name, int each, long seed, String... classes) throws IOException {
    Random random = new Random(seed);
    for (String type : classes) {
      Path into = Files.createDirectories(folder.resolve(name).resolve(type));
      for (int i = 0; i < each; i++) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int pixel = 0; pixel < 64; pixel++) {
          int grey = random.nextInt(40) + (type.startsWith("light") ? 120 : 60);
          image.setRGB(pixel % 8, pixel / 8, 0x10101 * grey);
        }
        ImageIO.write(image, "png", into.resolve(i + ".png").toFile());
      }
    }
    return folder.resolve(name);
  }

  private Path train(String study) throws IOException {
    Path file = Files.writeString(folder.resolve("study.yaml"), study);
    Path store = folder.resolve("out");
    Cli.Outcome outcome = Cli.run("run", file.toString(), "--out", store.toString(), "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    Files.writeString(folder.resolve("run.json"), outcome.lastLine());
    return Path.of(best().at("/run").asText());
  }

  private JsonNode best() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("run.json").toFile()).at("/best");
  }

  private static Cli.Outcome evaluate(Path run, String data, String... options) {
    String[] arguments = new String[5 + options.length];
    System.arraycopy(
        new String[] {"evaluate", run.toString(), "--data", data, "--json"}, 0, arguments, 0, 5);
    System.arraycopy(options, 0, arguments, 5, options.length);
    Cli.Outcome outcome = Cli.run(arguments);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome;
  }

  private static Path picture(JsonNode json, int index) {
    return Path.of(json.at("/pictures/" + index).asText());
  }
}
