package org.fathom4j.draft;

import java.nio.file.Path;
import java.util.List;

/**
 * An experiment file to start from.
 *
 * @param suggested where it might be written: beside the command, named after the data
 * @param yaml its text
 * @param seen what was found and assumed, a line each, for a person
 */
public record Draft(Path suggested, String yaml, List<String> seen) {
  /** Copies the lines. */
  public Draft {
    seen = List.copyOf(seen);
  }

  /** A name for an experiment made of the name of a file or folder. */
  static String name(Path data) {
    String file = String.valueOf(data.toAbsolutePath().normalize().getFileName());
    int dot = file.lastIndexOf('.');
    String stem = dot > 0 ? file.substring(0, dot) : file;
    String name = stem.replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[-.]+|-+$", "");
    return name.isEmpty() ? "experiment" : name;
  }
}
