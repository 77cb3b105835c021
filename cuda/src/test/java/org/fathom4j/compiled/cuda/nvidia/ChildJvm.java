package org.fathom4j.compiled.cuda.nvidia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A virtual machine that looks for CUDA's libraries in folders of a test's own: what a system
 * finds, or misses, it looks for once for each process.
 */
final class ChildJvm {
  /** Environment variable: folders that hold CUDA 13 and cuDNN 9, as pip installs them. */
  static final String LIBRARIES = "FATHOM_CUDA_LIBS";

  private final List<Path> folders;

  private ChildJvm(List<Path> folders) {
    this.folders = folders;
  }

  /** One that finds libraries in these folders alone. */
  static ChildJvm with(Stream<Path> folders) {
    return new ChildJvm(folders.toList());
  }

  /** The folders of CUDA's libraries, or the test is skipped. */
  static List<Path> libraries() {
    String named = System.getenv(LIBRARIES);
    assumeTrue(
        named != null,
        "%s is not set: it names the folders of CUDA 13's libraries and cuDNN 9, such as pip installs"
            .formatted(LIBRARIES));
    return Arrays.stream(named.split(File.pathSeparator)).map(Path::of).toList();
  }

  /** A folder with a driver that has no card, or the test is skipped. */
  static Path stubDriver(Path folder) throws IOException, InterruptedException {
    assumeTrue(runs("gcc", "--version"), "there is no gcc, which compiles the stub of the driver");
    Path source = folder.resolve("stub-driver.c");
    try (var resource = ChildJvm.class.getResourceAsStream("/stub-driver.c")) {
      Files.write(source, resource.readAllBytes());
    }
    Path library = folder.resolve("libcuda.so.1");
    List<String> command =
        List.of(
            "gcc",
            "-Wall",
            "-Werror",
            "-shared",
            "-fPIC",
            "-Wl,-soname,libcuda.so.1",
            "-o",
            library.toString(),
            source.toString());
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    return folder;
  }

  private static boolean runs(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** All that a main class prints; it must end well. */
  String run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    return run(Map.of(), main, arguments);
  }

  /** As {@link #run(Class, String...)}, with variables of the environment. */
  String run(Map<String, String> environment, Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-CreateCoredumpOnCrash",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder child = new ProcessBuilder(command).redirectErrorStream(true);
    child.environment().remove("JAVA_TOOL_OPTIONS");
    child
        .environment()
        .put(
            "LD_LIBRARY_PATH",
            folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    child.environment().putAll(environment);
    Process process = child.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    return printed;
  }
}
