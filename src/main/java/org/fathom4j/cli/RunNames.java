package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.fathom4j.metrics.SweepRecord;

/** What runs are called side by side: the shortest name that tells them apart. */
final class RunNames {
  private RunNames() {}

  /** Experiment and preset where they differ, else the folders' names, else numbered. */
  static List<String> of(List<Path> folders, List<SweepRecord> runs) {
    List<String> experiments =
        runs.stream()
            .map(run -> run.name() + (run.preset().isEmpty() ? "" : " " + run.preset()))
            .toList();
    if (distinct(experiments)) {
      return experiments;
    }
    List<String> names =
        folders.stream()
            .map(folder -> folder.toAbsolutePath().normalize().getFileName())
            .map(Objects::toString)
            .toList();
    if (distinct(names)) {
      return names;
    }
    List<String> numbered = new ArrayList<>();
    for (String name : names) {
      numbered.add((numbered.size() + 1) + " " + name);
    }
    return numbered;
  }

  private static boolean distinct(List<String> names) {
    return new HashSet<>(names).size() == names.size();
  }
}
