package org.fathom4j.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads what every data set has; the options stay open for the data set's own, whose reader closes
 * them.
 */
final class DataReader {
  private DataReader() {}

  static DataSpec read(Options data, List<String> notes) {
    return new DataSpec(
        data.text("name"),
        dir(data),
        data.integer("train", 0, 0),
        quota(data, "validation", 1),
        quota(data, "test", 0).orElse(Quota.ALL),
        folds(data),
        data.whole("seed", Long.MIN_VALUE, 1),
        data,
        notes);
  }

  /** How many folds there are; 0 where the key is absent. */
  static int folds(Options data) {
    return data.integer("folds", 2, 0);
  }

  /** A whole number of at least {@code min}, or a share between 0 and 1; empty where absent. */
  private static Optional<Quota> quota(Options data, String key, int min) {
    if (!data.has(key)) {
      return Optional.empty();
    }
    boolean share =
        data.values().get(key) instanceof Number number
            && number.doubleValue() > 0
            && number.doubleValue() < 1;
    return Optional.of(
        share
            ? Quota.share(data.number(key, Double.MIN_VALUE, 1))
            : Quota.count(data.integer(key, min, min)));
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
