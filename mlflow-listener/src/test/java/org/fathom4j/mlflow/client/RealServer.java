package org.fathom4j.mlflow.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real MLflow server of its own, started by {@code src/test/mlflow/server.sh}. */
public final class RealServer implements AutoCloseable {
  private final Process script;
  private final String uri;

  private final Path folder;

  private RealServer(Process script, String uri, Path folder) {
    this.script = script;
    this.uri = uri;
    this.folder = folder;
  }

  /** The Python that has the server's MLflow. */
  public String python() throws IOException {
    return Files.readString(folder.resolve("python")).strip();
  }

  /**
   * Starts a server and waits until it is healthy.
   *
   * @param folder keeps its database; a later server goes on with it
   * @param port 0 for a free one
   */
  public static RealServer start(Path folder, int port) throws IOException {
    return start(folder, port, 3, 1);
  }

  /**
   * As {@link #start(Path, int)}.
   *
   * @param generation 2 or 3
   * @param workers processes that serve; {@code mlflow server} has 4 unless told otherwise
   */
  public static RealServer start(Path folder, int port, int generation, int workers)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            script().toString(),
            folder.toString(),
            Integer.toString(port),
            Integer.toString(generation));
    builder.environment().put("FATHOM_MLFLOW_WORKERS", Integer.toString(workers));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String address = output.readLine();
    if (address == null) {
      throw new IOException("The MLflow server did not start; its script says why above");
    }
    return new RealServer(process, address, folder);
  }

  /** Tests run in the folder of this module or of the framework. */
  private static Path script() {
    Path here = Path.of("src/test/mlflow/server.sh");
    return Files.exists(here) ? here : Path.of("../mlflow-listener").resolve(here);
  }

  public String uri() {
    return uri;
  }

  public int port() {
    return Integer.parseInt(uri.substring(uri.lastIndexOf(':') + 1));
  }

  /** SIGKILL for the server and its workers. */
  @Override
  public void close() {
    script.descendants().forEach(ProcessHandle::destroyForcibly);
    script.destroyForcibly();
    script.onExit().join();
  }
}
