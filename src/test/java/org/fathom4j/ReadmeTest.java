package org.fathom4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README tells a reader to type works. */
final class ReadmeTest {
  private static final String PROGRAM = "./fathom ";
  private static final int MINUTES = 4;

  @TempDir private Path folder;

  /** The commands that cost seconds; {@code .ci/run} runs the others. */
  static List<String> quickCommands() throws IOException {
    return Readme.load().commands().stream().filter(ReadmeTest::isQuick).toList();
  }

  private static boolean isQuick(String command) {
    return command.startsWith(PROGRAM)
        && !command.contains(" --collection ")
        && (command.endsWith("--dry-run") || !command.startsWith(PROGRAM + "run "));
  }

  @Test
  void everyCommandIsRunHereOrByTheContinuousBuild() throws IOException {
    String build = Files.readString(Checkout.root().resolve(".ci/run"));
    String studies =
        Files.readString(
            Checkout.root()
                .resolve(
                    "experiments/chapter6/test/java/org/fathom4j/chapter6/ChapterSixTest.java"));
    assertThat(Readme.load().commands())
        .isNotEmpty()
        .allSatisfy(
            command ->
                assertThat(
                        isQuick(command)
                            || build.contains("\nrun " + command + "\n")
                            || studies.contains('"' + command + '"'))
                    .as("'%s' is run by a test or by .ci/run", command)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("quickCommands")
  void aQuickCommandWorks(String command) throws Exception {
    List<String> arguments = List.of(command.substring(PROGRAM.length()).split(" ", -1));
    assertThat(fathom(arguments)).as(output()).isZero();
  }

  @Test
  void everyCommandOfTheProgramHasItsRow() throws Exception {
    assertThat(fathom(List.of("--help"))).isZero();
    List<String> commands =
        output()
            .lines()
            .dropWhile(line -> !line.equals("Commands:"))
            .filter(line -> line.matches("  [a-z]+ .*"))
            .map(line -> line.strip().replaceFirst(" .*", ""))
            .filter(command -> !command.equals("help"))
            .toList();
    assertThat(commands).contains("run", "doctor");
    String text = Readme.load().text();
    assertThat(commands).allSatisfy(command -> assertThat(text).contains("| `" + command));
  }

  @Test
  void theExampleExperimentIsOne() throws Exception {
    List<String> examples = Readme.load().blocks("yaml");
    assertThat(examples).hasSize(3);
    Path file = Files.writeString(folder.resolve("width.yaml"), examples.get(0));
    assertThat(fathom(List.of("run", file.toString(), "--preset", "tiny", "--dry-run")))
        .as(output())
        .isZero();
    assertThat(output()).contains("width", "256");
  }

  @Test
  void theSweepThatLearnsFitsTheExample() throws Exception {
    List<String> examples = Readme.load().blocks("yaml");
    String example = examples.get(0);
    String before = example.substring(0, example.indexOf("sweep:"));
    String after = example.substring(example.indexOf("report:"));
    Path file =
        Files.writeString(folder.resolve("learns.yaml"), before + examples.get(1) + "\n" + after);
    assertThat(fathom(List.of("run", file.toString(), "--dry-run"))).as(output()).isZero();
    assertThat(output()).contains("30 trials", "layers 2  width 64");
  }

  @Test
  void theWidthsOfEachLayerFitTheExample() throws Exception {
    List<String> examples = Readme.load().blocks("yaml");
    String example = examples.get(0);
    String before = example.substring(0, example.indexOf("network:"));
    String training = example.substring(example.indexOf("training:"), example.indexOf("sweep:"));
    Path file =
        Files.writeString(folder.resolve("widths.yaml"), before + training + examples.get(2));
    assertThat(fathom(List.of("run", file.toString(), "--dry-run"))).as(output()).isZero();
    assertThat(output()).contains("30 trials", "depth 3  width1 ");
  }

  @Test
  void theExampleProgramCompiles() throws IOException {
    List<String> examples = Readme.load().blocks("java");
    assertThat(examples).hasSize(1);
    Path file =
        Files.writeString(
            folder.resolve("Example.java"),
            """
            import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
            import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
            import org.fathom4j.compiled.CompiledNetwork;
            import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
            class Example {
              void train(MultiLayerConfiguration configuration, DataSetIterator iterator) {
            %s
              }
            }
            """
                .formatted(examples.get(0)));
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int exitCode =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-d",
            folder.toString(),
            "-cp",
            classPath(),
            file.toString());
    assertThat(exitCode).isZero();
  }

  @Test
  void everyLinkLeadsToAFile() throws IOException {
    assertThat(Readme.load().links())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(Checkout.root().resolve(link)).exists());
  }

  private int fathom(List<String> arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                classPath(),
                "org.fathom4j.cli.Fathom"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .directory(Checkout.root().toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.exitValue();
  }

  private String output() throws IOException {
    Path output = folder.resolve("output");
    return Files.exists(output) ? Files.readString(output) : "";
  }

  private static String classPath() {
    return System.getProperty("java.class.path");
  }
}
