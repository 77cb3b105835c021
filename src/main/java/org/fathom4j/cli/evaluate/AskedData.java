package org.fathom4j.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataSource;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;
import org.fathom4j.problem.Suggestions;

/**
 * The data that a stored network is asked about.
 *
 * @param data the name of a data set, else a file or a folder
 * @param overrides {@code data.key=value}, which come last
 */
record AskedData(String data, List<String> overrides) {

  /** Its section, as the run's own data set where it is of the same kind. */
  DataSpec spec(StoredData stored, FittedData fitted, DataSets sets, Problems problems) {
    if (sets.find(data).isPresent()) {
      return stored.spec(data, overrides, problems);
    }
    Path path = path();
    if (!Files.exists(path)) {
      List<String> names = sets.all().stream().map(DataSource::name).toList();
      String near =
          Suggestions.nearest(data, names).map(n -> "; did you mean '" + n + "'?").orElse("");
      throw new InvalidSpecException(
          "--data: '%s' is no file, no folder and no data set%s; the network reads %s, and the data sets are %s"
              .formatted(data, near, fitted.describe(), String.join(", ", names)));
    }
    boolean table = fitted instanceof FittedData.Table;
    if (table && Files.isDirectory(path)) {
      throw new InvalidSpecException(
          "--data: %s is a folder; the network reads %s: name a file"
              .formatted(data, fitted.describe()));
    }
    String place = (table ? "data.file=" : "data.dir=") + quoted(path.toAbsolutePath());
    List<String> all = Stream.concat(Stream.of(place), overrides.stream()).toList();
    return stored.spec(table ? "csv" : "image-folder", all, problems);
  }

  private Path path() {
    try {
      return Path.of(data);
    } catch (InvalidPathException e) {
      throw new InvalidSpecException("--data: no file can be called that: " + e.getMessage());
    }
  }

  /** Overrides are read as YAML. */
  private static String quoted(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }
}
