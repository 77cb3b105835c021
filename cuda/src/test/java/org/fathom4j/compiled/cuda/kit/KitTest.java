package org.fathom4j.compiled.cuda.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the kit runs needs neither ND4J nor Deeplearning4j. */
class KitTest {

  private static String run(String... arguments) throws IOException, InterruptedException {
    String classes =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(KitTest::ours)
            .collect(Collectors.joining(File.pathSeparator));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes,
                Kit.class.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }

  /** Our own classes, whether as folders or as jars. */
  private static boolean ours(String entry) {
    return !entry.contains(File.separator + ".m2" + File.separator)
        || Path.of(entry).getFileName().toString().startsWith("fathom4j-");
  }

  @Test
  void theInterpreterConformsToItself() throws IOException, InterruptedException {
    assertThat(run("check")).containsPattern("^3\\d\\d cases agree with the interpreter, 0 do not");
  }

  @Test
  void everyNetworkOfTheBenchmarkIsToldToItsTwin() throws IOException, InterruptedException {
    assertThat(run("nets").lines())
        .hasSize(8)
        .first()
        .asString()
        .contains("\"tiny-mlp\"", "\"example\": [20]", "\"type\": \"dense\", \"units\": 16");
  }
}
