package org.fathom4j.provenance;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Small programs of the operating system. */
final class Program {
  private static final int PATIENCE_SECONDS = 5;

  private Program() {}

  /**
   * How a program ended.
   *
   * @param status its exit status
   * @param output its standard output, stripped
   */
  record Ended(int status, String output) {}

  /** Empty where there is no such program, or it takes too long. Its output must be short. */
  static Optional<Ended> run(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          return Optional.empty();
        }
        byte[] output = process.getInputStream().readAllBytes();
        String text = new String(output, Charset.defaultCharset()).strip();
        return Optional.of(new Ended(process.exitValue(), text));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** The output of a program that ended well, else empty. */
  static String output(String... command) {
    return run(List.of(command)).filter(e -> e.status() == 0).map(Ended::output).orElse("");
  }
}
