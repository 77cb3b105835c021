package org.fathom4j.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/**
 * A program as a user writes it: compiled against the class path of the tests and run in a process
 * of its own.
 */
record JavaProgram(String mainClass, Path source) {

  /** What it prints; fails where it does not compile or does not end well. */
  String run(Path classes) throws IOException, InterruptedException {
    String classPath = System.getProperty("java.class.path");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    int compiled =
        compiler.run(
            null,
            null,
            null,
            "-proc:none",
            "-cp",
            classPath,
            "-d",
            classes.toString(),
            source.toString());
    assertThat(compiled).as("compiling %s", source).isZero();

    Path output = classes.resolve(mainClass + ".out");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx1g",
            "-cp",
            classes + System.getProperty("path.separator") + classPath,
            mainClass);
    int exit =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(exit).as("%s printed%n%s", mainClass, printed).isZero();
    return printed;
  }

  /** The number after the last {@code word} in {@code printed}. */
  static double number(String printed, String word) {
    int start = printed.lastIndexOf(word + " ") + word.length() + 1;
    return Double.parseDouble(
        printed.substring(start).strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT));
  }
}
