package org.fathom4j.bench.sweeps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.fathom4j.bench.Bench;
import org.fathom4j.bench.Python;
import org.fathom4j.problem.ExperimentException;

/**
 * Optuna and PyTorch on a task.
 *
 * @param folder with task.json and the examples; takes the scripts
 */
record OptunaSide(Path folder) {
  private static final String SCRIPT = "optuna_sweep.py";
  private static final String NETWORKS = "torch_twin.py";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A way to run it.
   *
   * @param processes side by side
   * @param threads of each
   * @param mode eager or compile
   */
  record Form(int processes, int threads, String mode) {
    /** One process with all cores, and a process for each core; eager first. */
    static List<Form> all(int cores) {
      return Stream.of("eager", "compile")
          .flatMap(mode -> Stream.of(new Form(cores, 1, mode), new Form(1, cores, mode)))
          .distinct()
          .toList();
    }

    @Override
    public String toString() {
      return processes
          + (processes == 1 ? " process of " : " processes of ")
          + threads
          + (threads == 1 ? " thread, " : " threads, ")
          + mode;
    }
  }

  /**
   * Runs the whole work.
   *
   * @param limit seconds after which it is given up
   * @return empty where it took longer
   * @throws ExperimentException where the script fails
   */
  Optional<SideRun> run(Form form, double limit) {
    try {
      copy(NETWORKS);
      Path script = copy(SCRIPT);
      List<String> command =
          List.of(
              Python.name(),
              script.toString(),
              folder.toString(),
              Integer.toString(form.processes()),
              Integer.toString(form.threads()),
              form.mode());
      Map<String, String> threads = Map.of("OMP_NUM_THREADS", Integer.toString(form.threads()));
      Optional<TimedProcess> process = TimedProcess.run(command, threads, folder, limit);
      if (process.isEmpty()) {
        return Optional.empty();
      }
      JsonNode answer = JSON.readTree(process.get().last());
      return Optional.of(
          new SideRun(
              process.get().seconds(),
              answer.path("score").asDouble(Double.NaN),
              answer.path("software").asText()));
    } catch (IOException broken) {
      throw new ExperimentException(
          SCRIPT + " does not run: " + ExperimentException.reason(broken), broken);
    }
  }

  private Path copy(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream text = Bench.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(text), file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }
}
