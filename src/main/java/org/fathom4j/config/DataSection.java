package org.fathom4j.config;

import java.util.List;
import org.fathom4j.config.yaml.YamlValue.Entry;
import org.fathom4j.config.yaml.YamlValue.Mapping;
import org.fathom4j.config.yaml.YamlValue.Scalar;
import org.fathom4j.problem.Problem;
import org.fathom4j.problem.Problems;

/** A data section that stands alone, as command lines give it. */
public final class DataSection {
  private static final String SOURCE = "command line";

  private DataSection() {}

  /**
   * Reads one.
   *
   * @param name the data set
   * @param overrides {@code data.key=value} each
   * @param problems takes what is wrong with them
   */
  public static DataSpec of(String name, List<String> overrides, Problems problems) {
    for (String override : overrides) {
      if (!override.startsWith("data.")) {
        problems.add(
            new Problem(
                "", "", "'" + override + "' must be data.key=value, as in data.dir=FOLDER"));
      }
    }
    Changes changes = new Changes(SOURCE, problems);
    Mapping section = Mapping.empty(SOURCE);
    section = section.with("name", new Entry(SOURCE, new Scalar(SOURCE, name, name)));
    Mapping root = Mapping.empty(SOURCE).with("data", new Entry(SOURCE, section));
    for (String override : overrides) {
      root = changes.override(root, override);
    }
    MappingOptions top = new MappingOptions(root, SOURCE, "", problems);
    return DataReader.read(
        top.mapping("data").orElseGet(() -> MappingOptions.silent(SOURCE, "data")), List.of());
  }
}
