package org.fathom4j.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.config.Problems;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.source.DataSets;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which stored network is asked, and how the data that it is asked about are found. */
final class StoredOptions {
  @Parameters(
      index = "0",
      paramLabel = "RUN|SWEEP",
      description =
          "A trial's folder, as best.run of 'run --json' names it, or a sweep's: its best trial.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "data.key=value",
      description = "Options of the data, such as data.separator=';' or data.dir=FOLDER.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  /** The trial that is named. */
  StoredData stored() {
    return StoredData.of(run);
  }

  /**
   * A plan for data, checked.
   *
   * @param data the value of {@code --data}
   * @param planned makes the plan, or records why there is none
   * @throws InvalidSpecException with every mistake found
   */
  <P> P plan(
      String data,
      StoredData stored,
      FittedData fitted,
      BiFunction<DataSets, DataSpec, Optional<P>> planned) {
    Problems problems = new Problems();
    Path home = Path.of(System.getProperty("user.home"));
    DataSets sets = new DataSets(DataPlaces.of(System.getenv(), home, offline));
    DataSpec spec = new AskedData(data, overrides).spec(stored, fitted, sets, problems);
    return planned
        .apply(sets, spec)
        .filter(plan -> problems.none())
        .orElseThrow(() -> new InvalidSpecException(problems.all()));
  }
}
