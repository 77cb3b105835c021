package org.fathom4j.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.fathom4j.device.Command;
import org.fathom4j.problem.ExperimentException;

/** The Python beside which Fathom4j is measured, and the scripts that run in it. */
public final class Python {
  private Python() {}

  /** The python to use: that of FATHOM_PYTHON, else python3. */
  public static String name() {
    String named = System.getenv().getOrDefault("FATHOM_PYTHON", "");
    return named.isBlank() ? "python3" : named;
  }

  /** Whether there is a Python that has a module. */
  public static boolean has(String module) {
    return Command.run(
            List.of(
                name(),
                "-c",
                "import importlib.util as u, sys; sys.exit(u.find_spec('" + module + "') is None)"))
        .filter(outcome -> outcome.exitCode() == 0)
        .isPresent();
  }

  /** What to say where the Python lacks a package. */
  public static String missing(String module, String install) {
    return name()
        + " with "
        + module
        + " is not there; pip install "
        + install
        + ", or name a Python that has it in FATHOM_PYTHON";
  }

  /** A script among these resources as a file of its own, which whoever asks deletes. */
  public static Path script(String resource) throws IOException {
    Path script = Files.createTempFile("fathom-", ".py");
    try (InputStream text = Python.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(text), script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }

  /**
   * Runs a script to its end.
   *
   * @param resource the script
   * @param arguments of its command line
   * @param line takes each line that it prints
   * @throws ExperimentException where it fails, with the last words that it said
   */
  public static void run(String resource, List<String> arguments, Consumer<String> line) {
    try {
      Path script = script(resource);
      Path errors = Files.createTempFile("fathom-", ".txt");
      try {
        run(script, errors, arguments, line);
      } finally {
        Files.deleteIfExists(script);
        Files.deleteIfExists(errors);
      }
    } catch (IOException broken) {
      throw new ExperimentException(
          resource + " does not run: " + ExperimentException.reason(broken), broken);
    }
  }

  private static void run(Path script, Path errors, List<String> arguments, Consumer<String> line)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(name(), script.toString()));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
      process.getOutputStream().close();
      output.lines().forEach(line);
      int code = process.waitFor();
      if (code != 0) {
        List<String> said = Files.readAllLines(errors, StandardCharsets.UTF_8);
        throw new ExperimentException(
            "the Python script ended with exit code "
                + code
                + (said.isEmpty() ? "" : ": " + said.get(said.size() - 1)));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ExperimentException("interrupted while a Python script ran", interrupted);
    } finally {
      process.destroyForcibly(); // ended, or of no use
    }
  }
}
