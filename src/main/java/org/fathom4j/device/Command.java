package org.fathom4j.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs a small tool of the machine and reads what it prints. */
public final class Command {
  private static final int SECONDS = 20;
  private static final int LONGEST = 160;

  /**
   * What a tool said.
   *
   * @param exitCode its exit status; -1 where it hung and was ended
   * @param output standard output and standard error together
   */
  public record Outcome(int exitCode, String output) {
    /** The first line that says something, without what a terminal cannot show. */
    public String firstLine() {
      return output
          .lines()
          .map(line -> line.replaceAll("[^\\p{Print}]", "").strip())
          .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "..." : line)
          .filter(line -> !line.isEmpty())
          .findFirst()
          .orElse("it printed nothing (exit code " + exitCode + ")");
    }
  }

  private Command() {}

  /** Runs a tool for at most 20 s; empty where there is no such tool. */
  public static Optional<Outcome> run(List<String> command) {
    try {
      Path output = Files.createTempFile("fathom-", ".txt");
      try {
        return Optional.of(outcome(command, output));
      } finally {
        Files.deleteIfExists(output);
      }
    } catch (IOException absent) {
      return Optional.empty();
    }
  }

  private static Outcome outcome(List<String> command, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Outcome(-1, "it did not answer within " + SECONDS + " s");
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return new Outcome(-1, "interrupted");
    }
    return new Outcome(
        process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
  }
}
