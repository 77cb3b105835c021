package org.fathom4j.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads what every data set has; the options stay open for the data set's own, whose reader closes
 * them.
 */
final class DataReader {
  private DataReader() {}

  static DataSpec read(Options data) {
    return new DataSpec(
        data.text("name"),
        dir(data),
        data.integer("train", 0, 0),
        data.integer("validation", 1, 1000),
        data.integer("test", 0, 0),
        data.whole("seed", Long.MIN_VALUE, 1),
        data);
  }

  private static Optional<Path> dir(Options data) {
    String dir = data.text("dir", "");
    if (dir.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          dir.startsWith("~/")
              ? Path.of(System.getProperty("user.home", "."), dir.substring(2))
              : Path.of(dir));
    } catch (InvalidPathException e) {
      data.problem("dir", "must be a folder, got '" + dir + "'");
      return Optional.empty();
    }
  }
}
