package org.fathom4j.experiment;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Where the results of a run go: the folder that was asked for, or one under {@link #RUNS} that is
 * named after the experiment and the time.
 *
 * @param asked the folder that was asked for
 * @param resume whether a run of the past is gone on with
 */
public record RunPlace(Optional<Path> asked, boolean resume) {
  /** Where runs go that are told no other place. */
  public static final Path RUNS = Path.of("reports", "out");

  /**
   * The folder of a run. One that was not asked for is made.
   *
   * @param name of the experiment, and of its preset where it has one
   * @param specHash of the experiment: the newest run of it is the one to resume
   * @throws InvalidSpecException if there is nothing to resume, the folder holds a run already, or
   *     it cannot be written
   */
  public Path folder(String name, String specHash) {
    if (resume) {
      return asked.or(() -> LocalStore.latest(RUNS, specHash)).orElseThrow(RunPlace::nothing);
    }
    if (asked.isPresent()) {
      return empty(asked.get());
    }
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return claimed(name + "-" + time);
  }

  /** Leaves no empty folder behind where nothing was started. */
  public void giveBack(Path folder) {
    if (asked.isEmpty()) {
      try {
        Files.deleteIfExists(folder);
      } catch (IOException kept) { // it holds a run
        return;
      }
    }
  }

  /** A new folder of that name, or of the name with a number where another run took it first. */
  static Path claimed(String name) {
    for (int number = 1; ; number++) {
      Path folder = RUNS.resolve(number == 1 ? name : name + "-" + number);
      try {
        Files.createDirectories(RUNS);
        return Files.createDirectory(folder);
      } catch (FileAlreadyExistsException taken) {
        if (!Files.isDirectory(RUNS)) {
          throw unwritable(folder, taken);
        }
      } catch (IOException trouble) {
        throw unwritable(folder, trouble);
      }
    }
  }

  private static Path empty(Path out) {
    if (LocalStore.runs(out).isEmpty()) {
      return out;
    }
    throw new InvalidSpecException(
        "--out: "
            + out
            + " holds a run already; add --resume to go on with it, or name another folder");
  }

  private static InvalidSpecException nothing() {
    return new InvalidSpecException(
        "--resume: no run of this experiment, with this preset and these overrides, is under "
            + RUNS
            + "; name its folder with --out DIR, or start anew without --resume");
  }

  private static InvalidSpecException unwritable(Path folder, IOException trouble) {
    return new InvalidSpecException(
        "The results folder %s cannot be written: %s. Give another with --out DIR, or make this one writable."
            .formatted(folder.toAbsolutePath(), trouble));
  }
}
