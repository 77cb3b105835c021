package org.fathom4j.cli.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {
  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private String error = "";

  @Test
  void list_namesEveryDataSet() {
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("street-numbers", "svhn-digits", "svhn-numbers", "fashion-mnist", "mnist");
  }

  @Test
  void exportedDigits_areReadBackAsTheyWere() throws IOException {
    export();
    assertThat(folder.resolve("digits/train_32x32.mat")).exists();
    assertThat(run("preview", "svhn-digits", "--out", sheet(), "data.dir=" + folder + "/digits"))
        .isZero();
    assertThat(out.toString())
        .contains("street-numbers (generated, digits), exported (60 / 10)")
        .doesNotContain("SVHN")
        .containsPattern("examples +60 +10");
  }

  @Test
  void exportedFolders_areReadAsPicturesOfOnesOwn() throws IOException {
    assertThat(
            run(
                "export",
                "street-numbers",
                "--as",
                "folders",
                "--out",
                folder + "/own",
                "data.train=50",
                "data.validation=10",
                "data.test=10"))
        .isZero();
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "preview",
                "image-folder",
                "--out",
                sheet(),
                "data.dir=" + folder + "/own",
                "data.test=9"))
        .isZero();
    assertThat(out.toString()).containsPattern("examples +61 +9");
    run("export", "street-numbers", "--as", "zip", "--out", folder.toString());
    assertThat(error).contains("--as must be published or folders, got 'zip'");
  }

  @Test
  void exportedDigits_areReadByScipy() throws IOException, InterruptedException {
    assumeTrue(hasScipy(), "needs python3 with scipy");
    export();
    String script =
        """
        import scipy.io, sys
        m = scipy.io.loadmat(sys.argv[1])
        x, y = m['X'], m['y']
        print(x.shape, x.dtype, y.shape, y.min() >= 1, y.max() <= 10)
        """;
    assertThat(python(script, folder.resolve("digits/train_32x32.mat").toString()).strip())
        .isEqualTo("(32, 32, 3, 60) uint8 (60, 1) True True");
  }

  @Test
  void preview_drawsASheet_andCounts() throws IOException {
    assertThat(run("preview", "street-numbers", "--out", sheet(), "--count", "20", "data.train=40"))
        .isZero();
    BufferedImage picture = ImageIO.read(folder.resolve("sheet.png").toFile());
    assertThat(picture.getWidth()).isGreaterThan(1000);
    // The paper's edge is white, and something is drawn on it.
    assertThat(picture.getRGB(1, 1)).isEqualTo(0xffffffff);
    assertThat(picture.getRGB(60, 90)).isNotEqualTo(0xffffffff);
    assertThat(out.toString()).contains("street-numbers (generated", "channel 3");
  }

  @Test
  void mistakes_areRefusedBeforeAnythingIsRead() {
    run("preview", "street-number", "--out", sheet());
    assertThat(error).contains("did you mean 'street-numbers'?");
    run("preview", "street-numbers", "--out", sheet(), "data.dificulty=1");
    assertThat(error).contains("data.dificulty", "did you mean 'difficulty'?");
    run("preview", "street-numbers", "--out", sheet(), "training.epochs=1");
    assertThat(error).contains("'training.epochs=1' must be data.key=value");
    run("fetch", "street-numbers");
    assertThat(error).contains("nothing to fetch");
    run(
        "export",
        "street-numbers",
        "--out",
        folder.toString(),
        "data.task=sequence",
        "data.train=1",
        "data.validation=1",
        "data.test=1");
    assertThat(error).contains("only classified pictures can be exported");
  }

  private void export() {
    assertThat(
            run(
                "export",
                "street-numbers",
                "--out",
                folder.resolve("digits").toString(),
                "data.train=50",
                "data.validation=10",
                "data.test=10"))
        .isZero();
  }

  private String sheet() {
    return folder.resolve("sheet.png").toString();
  }

  private int run(String... arguments) {
    return new CommandLine(new DataCommand())
        .setOut(new PrintWriter(out))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              error = String.valueOf(failure.getMessage());
              return 2;
            })
        .execute(arguments);
  }

  private static boolean hasScipy() throws InterruptedException {
    try {
      Process python = new ProcessBuilder("python3", "-c", "import scipy.io").start();
      return python.waitFor(60, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException e) {
      return false; // No python3 at all.
    }
  }

  private String python(String script, String argument) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("read.py"), script);
    Process python =
        new ProcessBuilder("python3", file.toString(), argument).redirectErrorStream(true).start();
    String printed = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    python.waitFor();
    return printed;
  }
}
