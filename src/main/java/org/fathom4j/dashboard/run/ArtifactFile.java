package org.fathom4j.dashboard.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.PlainFile;

/**
 * A file of a run that a person can take along: its experiment, or a trial's network. Like all of a
 * run it is only read, and a link in its place is taken for absent.
 *
 * @param name as it is kept by a browser
 * @param path of the file
 */
public record ArtifactFile(String name, Path path) {
  /** The experiment as it can be run again. */
  public static final String EXPERIMENT = "experiment.yaml";

  /** The network of a trial's chosen epoch. */
  public static final String MODEL = "model.zip";

  /** A run's experiment; empty where an earlier version wrote the run. */
  public static Optional<ArtifactFile> experiment(RunView run) {
    return found(new ArtifactFile(EXPERIMENT, run.folder().resolve(EXPERIMENT)));
  }

  /** A trial's network; empty while there is none. */
  public static Optional<ArtifactFile> model(RunView run, int trial) {
    Path file = LocalStore.modelFile(run.folder(), trial);
    boolean inFolder = PlainFile.folderModified(file.resolveSibling("")).isPresent();
    return inFolder
        ? found(new ArtifactFile("trial-" + trial + "-" + MODEL, file))
        : Optional.empty();
  }

  private static Optional<ArtifactFile> found(ArtifactFile file) {
    return PlainFile.stamp(file.path()).map(there -> file);
  }

  /** Its content; empty where it is gone. */
  public Optional<byte[]> bytes() {
    try {
      return PlainFile.read(path, 0);
    } catch (IOException e) {
      throw new ExperimentException(
          "%s cannot be read: %s".formatted(name, ExperimentException.reason(e)), e);
    }
  }
}
