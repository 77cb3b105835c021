package org.fathom4j.bench.sweeps;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.fathom4j.problem.ExperimentException;

/** A dashboard over a folder of runs, in a process of its own. */
record WatchedStore(Process process, URI address) implements AutoCloseable {
  private static final double NANOS = 1e9;

  /** Starts it. */
  static WatchedStore open(List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String address = out.readLine();
      if (address == null) {
        throw new ExperimentException("the dashboard does not start; its error is above");
      }
      return new WatchedStore(process, URI.create(address));
    } catch (IOException trouble) {
      throw new ExperimentException(
          "the dashboard does not start: " + ExperimentException.reason(trouble), trouble);
    }
  }

  /** Processor time that it took so far. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L) / NANOS;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
