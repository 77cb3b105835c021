package org.fathom4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.fathom4j.ChildProcess;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.tracking.local.Ending;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its signals are others")
final class InterruptTest {
  private static final String ENDLESS =
      """
      name: endless
      data: {name: street-numbers, train: 64, validation: 32, test: 32}
      network: [{dense: {units: 4}}, output]
      training: {epochs: 1000000, batch: 32}
      """;

  private static final String IGNORED = "the tests were started so that they ignore the signal";

  @TempDir private Path folder;

  /** Whether this process, and with it every child, was told to ignore a signal, as by nohup. */
  private static boolean ignored(int signal) throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(
                line ->
                    (Long.parseUnsignedLong(line.substring(7).strip(), 16) >> (signal - 1) & 1)
                        == 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void aSignalSavesTheStateAndPrintsTheCommandThatGoesOn(String signal) throws Exception {
    assumeThat(ignored(signal.equals("HUP") ? 1 : 15)).as(IGNORED).isFalse();
    Path file = Files.writeString(folder.resolve("my experiment.yaml"), ENDLESS);
    Path out = folder.resolve("out");
    Process run =
        start("run", file.toString(), "training.l1=0", "--workers", "2", "--out=" + out, "--json");
    while (!Files.exists(out.resolve("trials/0001/epochs.jsonl"))) {
      assertThat(run.isAlive()).as(err()).isTrue();
      Thread.sleep(20);
    }
    new ProcessBuilder("kill", "-" + signal, Long.toString(run.pid())).start().waitFor();
    assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(run.exitValue()).as(err()).isEqualTo(130);
    assertThat(err())
        .contains(
            "go on with: cd %s && '/a home/fathom' run '%s' training.l1=0 --workers 2 --json --resume --out %s%n"
                .formatted(folder.toRealPath(), file, out));
    assertThat(Files.readString(folder.resolve("out.txt"))).contains("\"status\":\"interrupted\"");
    assertThat(LocalStore.ending(out)).map(Ending::outcome).contains(Outcome.INTERRUPTED);
  }

  /** A program whose step under way does not end by itself. */
  static final class Endless {
    private Endless() {}

    public static void main(String[] arguments) throws InterruptedException {
      Interrupt listening = Interrupt.listen(Endless::say, "./fathom run x --resume");
      say("listening");
      new CountDownLatch(1).await();
      listening.close();
    }

    private static void say(String line) {
      System.err.println(line);
    }
  }

  @Test
  void aSecondSignalDoesNotWaitForTheStep() throws Exception {
    assumeThat(ignored(2)).as(IGNORED).isFalse();
    Process run = ChildProcess.of(Endless.class).redirectErrorStream(true).start();
    try (BufferedReader said = run.inputReader()) {
      assertThat(said.readLine()).isEqualTo("listening");
      interrupt(run);
      assertThat(said.readLine()).startsWith("interrupted: finishing the step under way");
      String next = null;
      while (next == null && (run.isAlive() || said.ready())) {
        interrupt(run); // until the first one has made room for it
        next = said.ready() ? said.readLine() : null;
      }
      assertThat(next).isEqualTo("stopped at once; go on with: ./fathom run x --resume");
    }
    assertThat(run.waitFor()).isEqualTo(130);
  }

  private static void interrupt(Process run) throws Exception {
    new ProcessBuilder("kill", "-INT", Long.toString(run.pid())).start().waitFor();
  }

  /** The class path of this test, however it was started. */
  private static String classPath() {
    return Thread.currentThread().getContextClassLoader() instanceof URLClassLoader loader
        ? Arrays.stream(loader.getURLs())
            .map(url -> Path.of(URI.create(url.toString())).toString())
            .collect(Collectors.joining(File.pathSeparator))
        : System.getProperty("java.class.path");
  }

  private String err() throws IOException {
    return Files.readString(folder.resolve("err.txt"));
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx512m", "-Dfathom.home=/a home", "-cp"));
    command.addAll(List.of(classPath(), Fathom.class.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectOutput(folder.resolve("out.txt").toFile())
        .redirectError(folder.resolve("err.txt").toFile())
        .start();
  }
}
