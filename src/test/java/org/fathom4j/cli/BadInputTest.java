package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever a person gets wrong ends with exit code 2 and one clear message, before anything starts.
 */
final class BadInputTest {
  private static final String SOUND =
      """
      name: test
      question: Does it work?
      data: {name: street-numbers, train: 64, validation: 32, test: 32}
      network:
        - convolution: {channels: "${width}", kernel: 3}
        - pooling
        - dense: {units: 8}
        - output
      training: {epochs: 1, batch: 32}
      sweep:
        space: {width: [2, 4]}
        seeds: 1
      """;

  @TempDir Path folder;

  private Cli.Outcome run(String text, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("test.yaml"), text);
    String[] arguments = new String[more.length + 4];
    arguments[0] = "run";
    arguments[1] = file.toString();
    arguments[2] = "--out";
    arguments[3] = folder.resolve("out").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return Cli.run(arguments);
  }

  private static void refused(Cli.Outcome outcome, String... parts) {
    assertThat(outcome.code()).as(outcome.err()).isEqualTo(2);
    assertThat(outcome.err()).contains(parts).doesNotContain("\tat ");
  }

  @Test
  void misspeltKey() throws IOException {
    refused(
        run(SOUND.replace("epochs: 1", "epoch: 1")), "test.yaml:9", "training.epoch", "'epochs'");
  }

  @Test
  void wrongType() throws IOException {
    refused(run(SOUND.replace("epochs: 1", "epochs: many")), "test.yaml:9", "epochs", "many");
  }

  @Test
  void impossibleKernel() throws IOException {
    refused(
        run(SOUND.replace("kernel: 3", "kernel: 99, padding: valid")),
        "test.yaml:5",
        "32x32x3",
        "99");
  }

  @Test
  void unknownLayer() throws IOException {
    refused(run(SOUND.replace("- dense", "- dens")), "test.yaml:7", "did you mean 'dense'");
  }

  @Test
  void emptySpace() throws IOException {
    refused(run(SOUND.replace("[2, 4]", "[]")), "test.yaml:11", "width");
  }

  @Test
  void missingFile() {
    refused(Cli.run("run", folder.resolve("none.yaml").toString()), "none.yaml");
  }

  @Test
  void unknownDataSet() throws IOException {
    refused(run(SOUND.replace("street-numbers", "street-number")), "test.yaml:3", "street-numbers");
  }

  @Test
  void truncatedFile() throws IOException {
    Path broken =
        Path.of(System.getProperty("fathom.shared", "../../shared/data")).resolve("svhn/broken");
    assumeTrue(Files.isDirectory(broken), "needs the interrupted download svhn/broken");
    refused(
        run(SOUND, "data.name=svhn-digits", "data.dir=" + broken),
        "train_32x32.mat",
        "bytes expected, 2686976 found",
        "./fathom data fetch svhn-digits");
  }

  @Test
  void unwritableOut() throws IOException {
    Files.writeString(folder.resolve("taken"), "a file, not a folder");
    Path file = Files.writeString(folder.resolve("test.yaml"), SOUND);
    refused(
        Cli.run("run", file.toString(), "--out", folder.resolve("taken/out").toString()),
        "--out",
        "taken");
  }

  @Test
  void unknownPreset() throws IOException {
    refused(run(SOUND, "--preset", "fast"), "fast");
  }

  @Test
  void noWorkers() throws IOException {
    refused(run(SOUND, "--workers", "0"), "--workers must be at least 1 and at most 1000, got 0");
  }

  @Test
  void unreachableSize() throws IOException {
    refused(
        run(
            SOUND
                .replace("width: [2, 4]", "size: [3]")
                .replace("kernel: 3", "kernel: \"${size}\"")
                .replace("seeds: 1", "seeds: 1\n  match-parameters: 9500")),
        "match-parameters",
        "9,500",
        "closest");
  }

  @Test
  void resumeOfNothing() throws IOException {
    refused(run(SOUND, "--resume"), "out");
  }

  @Test
  void severalMistakes_areReportedTogether() throws IOException {
    Cli.Outcome outcome = run(SOUND.replace("epochs: 1", "epochs: 0").replace("- dense", "- dens"));
    refused(outcome, "test.yaml:7", "test.yaml:9");
  }
}
