package org.fathom4j.compiled;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A program of the tests in a virtual machine of its own: with other settings of the native
 * libraries, or with a heap that stays as it is.
 *
 * @param environment variables to set
 * @param libraries which entries of the class path it gets
 */
record ChildJvm(Map<String, String> environment, Predicate<String> libraries) {
  private static final List<String> OPTIONS =
      List.of("-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  static ChildJvm with(String variable, String value) {
    return new ChildJvm(Map.of(variable, value), library -> true);
  }

  /** Runs the main method; gives what it prints, and fails where it does not end well. */
  String run(Class<?> program, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(libraries)
            .collect(Collectors.joining(File.pathSeparator));
    command.addAll(List.of("-cp", classPath, program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as("%s printed%n%s", program.getName(), printed).isZero();
    return printed;
  }
}
