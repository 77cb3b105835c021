package org.fathom4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fathom4j.problem.ExperimentException;

/**
 * A dashboard beside a run, in a process of its own: whatever browsers do to it, the run has its
 * memory and its threads for itself. It ends with the run, also where that is killed.
 */
final class BesideDashboard implements AutoCloseable {
  private static final int SECONDS = 5;

  private final Process process;
  private final String address;

  private BesideDashboard(Process process, String address) {
    this.process = process;
    this.address = address;
  }

  /**
   * The command that starts one over a folder of runs. Its code is compiled once and quickly: to
   * compile it well would take more from the run than it gives back.
   */
  static List<String> command(Path store) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Fathom.class.getName(),
        "dashboard",
        "--port=0",
        "--store=" + store,
        DashboardCommand.BESIDE);
  }

  /** Starts it over a folder of runs. */
  static BesideDashboard start(Path store) {
    try {
      Process process =
          new ProcessBuilder(command(store)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String address = out.readLine();
      if (address == null) {
        throw new ExperimentException("--dashboard: it does not start; its error is above");
      }
      return new BesideDashboard(process, address);
    } catch (IOException e) {
      throw new ExperimentException(
          "--dashboard: it does not start: " + ExperimentException.reason(e), e);
    }
  }

  /** Where it is. */
  String address() {
    return address;
  }

  /** It shows the end of the run to whoever is looking, and goes. */
  @Override
  public void close() {
    try {
      process.outputWriter().close();
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException gone) {
      process.destroy();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
