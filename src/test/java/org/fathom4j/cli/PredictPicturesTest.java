package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a network of pictures says of files that lie in no class's folder. */
final class PredictPicturesTest {
  private static final String STUDY =
      """
      name: sides
      data: {name: image-folder, dir: %s, size: 8, channels: 1, normalize: standardize}
      network:
        - dense: {units: 8}
        - output
      training: {epochs: 15, batch: 8, optimizer: {adam: {rate: 0.05}}}
      """;

  private static final String NUMBERS =
      """
      name: numbers
      data: {name: street-numbers, task: sequence, train: 32, validation: 8, test: 12}
      network:
        - pooling: {window: 8}
        - sequence-output
      training: {epochs: 1}
      """;

  @TempDir static Path shared;

  private static Path pictures;
  private static String run;

  @TempDir Path folder;

  @BeforeAll
  static void train() throws IOException {
    pictures = shared.resolve("pictures");
    for (String type : List.of("left", "right")) {
      Files.createDirectories(pictures.resolve(type));
      for (int i = 0; i < 15; i++) {
        draw(pictures.resolve(type).resolve(i + ".png"), type, i);
      }
    }
    run = run(shared, STUDY.formatted(pictures));
  }

  @Test
  void filesInNoClassFolder_areCalledByTheirPath() throws IOException {
    Files.createDirectories(folder.resolve("deep/er"));
    draw(folder.resolve("a.png"), "right", 3);
    draw(folder.resolve("deep/er/b.png"), "left", 4);
    Files.writeString(folder.resolve("c.png"), "no picture");
    draw(folder.resolve("é, é.png"), "left", 5);
    Cli.Outcome outcome = predict(folder.toString());
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines.get(0)).isEqualTo("row,file,predicted,left,right");
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("1,a.png,right,");
    assertThat(lines.get(2)).startsWith("3,deep/er/b.png,left,");
    assertThat(lines.get(3)).startsWith("4,\"é, é.png\",left,");
    assertThat(outcome.err()).contains("c.png is no picture", "1 record could not be read, 3");
  }

  @Test
  void severalFilesAreLookedAtOneAfterTheOther_theirRowsNumberedThrough() throws IOException {
    draw(folder.resolve("one.png"), "right", 2);
    Files.createDirectories(folder.resolve("more"));
    draw(folder.resolve("more/a.png"), "left", 4);
    Files.writeString(folder.resolve("more/b.png"), "no picture");
    draw(folder.resolve("last.png"), "left", 6);
    String one = folder.resolve("one.png").toString();
    String more = folder.resolve("more").toString();
    String last = folder.resolve("last.png").toString();
    List<String> lines = Cli.run("predict", run, one, more, last).out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).startsWith("1,one.png,right,");
    assertThat(lines.get(2)).startsWith("2,a.png,left,");
    assertThat(lines.get(3)).startsWith("4,last.png,left,");
    Cli.Outcome missing = Cli.run("predict", run, one, folder.resolve("none.png").toString());
    assertThat(missing.code()).isEqualTo(2);
    assertThat(missing.out()).as("nothing is predicted before all is found").isEmpty();
    assertThat(missing.err()).contains("none.png");
    assertThat(Cli.run("predict", run).err()).contains("predict needs what to look at");
  }

  @Test
  void aSinglePictureIsEnough() throws IOException {
    draw(folder.resolve("one.png"), "right", 2);
    List<String> lines = predict(folder.resolve("one.png").toString()).out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1)).startsWith("1,one.png,right,");
    String json = predict(folder.resolve("one.png").toString(), "--json").out().strip();
    assertThat(new ObjectMapper().readTree(json).at("/file").asText()).isEqualTo("one.png");
  }

  @Test
  void classesAndProbabilitiesAreThoseOfEvaluate() throws IOException {
    String[] words = {"evaluate", run, "--data", "image-folder", "--include-seen", "--json"};
    Cli.Outcome scored = Cli.run(words);
    assertThat(scored.code()).as(scored.err()).isZero();
    String file = new ObjectMapper().readTree(scored.lastLine()).at("/predictions").asText();
    List<String> evaluated =
        Files.readAllLines(Path.of(file)).stream()
            .skip(1)
            .map(line -> line.replaceFirst("^[0-9]+,[a-z]+,", ""))
            .toList();
    assertThat(predict("image-folder").out().lines().skip(1))
        .extracting(line -> line.replaceFirst("^[0-9]+,[^,]*,", ""))
        .isEqualTo(evaluated);
  }

  @Test
  void aNetworkOfWholeNumbersGivesTheNumberAndItsProbability() throws IOException {
    String numbers = run(folder, NUMBERS);
    Map<String, String> read = new TreeMap<>();
    String[] words = {"evaluate", numbers, "--data", "street-numbers", "--json"};
    String file =
        new ObjectMapper().readTree(Cli.run(words).lastLine()).at("/predictions").asText();
    for (String line : Files.readAllLines(Path.of(file))) {
      String[] cells = line.split(",", -1);
      read.put(cells[0].equals("example") ? "row" : next(cells[0]), cells[2] + "," + cells[3]);
    }
    Cli.Outcome outcome = Cli.run("predict", numbers, "--data", "street-numbers");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().toList())
        .hasSize(13)
        .allSatisfy(
            line -> {
              int comma = line.indexOf(',');
              assertThat(line.substring(comma + 1)).isEqualTo(read.get(line.substring(0, comma)));
            });
    draw(folder.resolve("one.png"), "right", 2);
    assertThat(Cli.run("predict", numbers, "--data", folder.resolve("one.png").toString()).out())
        .startsWith("row,file,predicted,probability\n1,one.png,");
  }

  private static String next(String index) {
    return Integer.toString(Integer.parseInt(index) + 1);
  }

  private static Cli.Outcome predict(String data, String... more) {
    String[] words = {"predict", run, "--data", data, more.length == 0 ? "--offline" : more[0]};
    Cli.Outcome outcome = Cli.run(words);
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return outcome;
  }

  private static String run(Path folder, String study) throws IOException {
    Path file = Files.writeString(folder.resolve("study.yaml"), study);
    String out = folder.resolve("out").toString();
    Cli.Outcome outcome = Cli.run("run", file.toString(), "--out", out, "--json");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    return new ObjectMapper().readTree(outcome.lastLine()).at("/best/run").asText();
  }

  /** A white half. */
  private static void draw(Path file, String side, int variation) throws IOException {
    BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(side.equals("left") ? 0 : 10, variation / 4, 10, 12);
    graphics.dispose();
    ImageIO.write(image, "png", file.toFile());
  }
}
