package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a server has, as MLflow's own Python API tells it.
 *
 * @param python that has MLflow
 * @param environment who asks, and whom it believes
 */
record PythonView(String python, String uri, Map<String, String> environment) {
  /**
   * Compares a stored run with what the server has of it, value by value.
   *
   * @param model of the registry, {@code NAME@ALIAS}, to be compared with the run's best
   * @return each difference, and a last line that counts them
   */
  String differences(Path store, String... model) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(python, "test/python/mlflow_values.py", uri, store.toString()));
    command.addAll(List.of(model));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
