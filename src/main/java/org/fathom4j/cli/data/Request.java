package org.fathom4j.cli.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fathom4j.config.DataSection;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The data set that a command is about. */
final class Request {
  @Parameters(index = "0", paramLabel = "NAME", description = "The data set.")
  private String name = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "data.key=value",
      description = "Its options, such as data.dir=FOLDER.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  /** Data sets in the places of this user. */
  static DataSets dataSets(boolean offline) {
    Path home = Path.of(System.getProperty("user.home"));
    return new DataSets(DataPlaces.of(System.getenv(), home, offline));
  }

  DataSets dataSets() {
    return dataSets(offline);
  }

  /** The section that names it. */
  DataSpec spec() {
    Problems problems = new Problems();
    DataSpec spec = DataSection.of(name, overrides, problems);
    problems.throwIfAny();
    return spec;
  }

  /**
   * A checked plan.
   *
   * @param defaults {@code data.key=value}, for keys that the command line does not give
   */
  DataPlan plan(List<String> defaults) {
    List<String> all = new ArrayList<>(defaults);
    all.addAll(overrides);
    Problems problems = new Problems();
    DataSpec spec = DataSection.of(name, all, problems);
    return dataSets()
        .plan(spec)
        .filter(plan -> problems.none())
        .orElseThrow(() -> new InvalidSpecException(problems.all()));
  }
}
