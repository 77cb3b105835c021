package org.fathom4j.bench.sweeps;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.fathom4j.problem.ExperimentException;

/**
 * How long a process took, from its start to its end.
 *
 * @param seconds by the clock
 * @param last line of its standard output, or empty
 */
record TimedProcess(double seconds, String last) {
  private static final double NANOS = 1e9;

  /**
   * Runs a command to its end.
   *
   * @param environment added to this process's
   * @param folder takes what it prints
   * @param limit seconds after which it is ended, and those that it started
   * @return empty where it took longer
   * @throws ExperimentException where it fails, with the last words that it said
   */
  static Optional<TimedProcess> run(
      List<String> command, Map<String, String> environment, Path folder, double limit) {
    Path output = folder.resolve("output.txt");
    Path errors = folder.resolve("errors.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(output.toFile()).redirectError(errors.toFile());
    builder.environment().putAll(environment);
    try {
      long start = System.nanoTime();
      Process process = builder.start();
      try {
        process.getOutputStream().close();
        long most = (long) Math.min(limit * NANOS, (double) Long.MAX_VALUE);
        if (!process.waitFor(most, TimeUnit.NANOSECONDS)) {
          return Optional.empty();
        }
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly(); // ended, or of no use
      }
      double seconds = (System.nanoTime() - start) / NANOS;
      if (process.exitValue() != 0) {
        throw new ExperimentException(
            command.get(0) + " ended with exit code " + process.exitValue() + ": " + last(errors));
      }
      return Optional.of(new TimedProcess(seconds, last(output)));
    } catch (IOException broken) {
      throw new ExperimentException(
          command.get(0) + " does not run: " + ExperimentException.reason(broken), broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ExperimentException("interrupted while " + command.get(0) + " ran", interrupted);
    }
  }

  private static String last(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
