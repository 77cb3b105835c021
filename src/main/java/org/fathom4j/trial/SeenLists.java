package org.fathom4j.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.SeenExamples;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.RunFiles;

/** Keeps with a run which examples its trials see, by what they hold; one list a split. */
final class SeenLists {
  private final RunFiles files;
  private final IdentityHashMap<DataSplit, String> names = new IdentityHashMap<>();

  SeenLists(RunFiles files) {
    this.files = files;
  }

  /**
   * The name of the list of a split, which is stored when it is first asked for.
   *
   * @throws ExperimentException if it cannot be written
   */
  synchronized String name(DataSplit split) {
    return names.computeIfAbsent(split, this::write);
  }

  private String write(DataSplit split) {
    SeenExamples seen = SeenExamples.of(split);
    Path file = files.seen(seen.id());
    try {
      seen.write(file);
      return seen.id();
    } catch (IOException e) {
      throw new ExperimentException(
          "The list of examples cannot be written to %s: %s. Free or mend the disk, then go on with --resume."
              .formatted(file.toAbsolutePath(), ExperimentException.reason(e)),
          e);
    }
  }
}
