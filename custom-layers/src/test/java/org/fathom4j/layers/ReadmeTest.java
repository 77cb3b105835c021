package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of the README do what they say. */
class ReadmeTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\\R(.*?public class (\\w+) .*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theExampleTrains() throws IOException, InterruptedException {
    String printed = readmeProgram("Example").run(folder);
    assertThat(printed).contains("ConvolutionRuntime", "MaxoutRuntime", "Total Parameters");
    assertThat(JavaProgram.number(printed, "score")).isLessThan(0.2);
  }

  @Test
  void theCompiledNetworkTrains() throws IOException, InterruptedException {
    String printed = readmeProgram("Compiled").run(folder);
    assertThat(JavaProgram.number(printed, "score")).isPositive().isLessThan(1);
  }

  @Test
  void theNetworkAlongSequencesLearns() throws IOException, InterruptedException {
    String printed = readmeProgram("RunningSum").run(folder);
    // Of 20 steps; 14 where nothing is learned.
    assertThat(JavaProgram.number(printed, "score")).isPositive().isLessThan(11);
  }

  @Test
  void theSeedsTrainTogether() throws IOException, InterruptedException {
    String printed = readmeProgram("Seeds").run(folder);
    assertThat(printed.lines().filter(line -> line.startsWith("score ")).distinct()).hasSize(5);
    assertThat(JavaProgram.number(printed, "score")).isPositive().isLessThan(1);
  }

  private JavaProgram readmeProgram(String name) throws IOException {
    Matcher programs = PROGRAM.matcher(Files.readString(Path.of("README.md")));
    while (programs.find()) {
      if (programs.group(2).equals(name)) {
        Path source = folder.resolve(name + ".java");
        Files.writeString(source, programs.group(1), StandardCharsets.UTF_8);
        return new JavaProgram(name, source);
      }
    }
    throw new AssertionError("README.md has no program " + name);
  }
}
