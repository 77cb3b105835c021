package org.fathom4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.report.export.OptunaJournal;
import org.fathom4j.report.export.TensorBoardLog;
import org.fathom4j.tracking.local.LocalStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom export}: a stored sweep for other programs. */
@Command(
    name = "export",
    description = "Write a stored sweep as a study of Optuna's or for TensorBoard.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The sweep's folder, printed by run as store.")
  private Path run;

  @ArgGroup(multiplicity = "1")
  private Target target = new Target();

  /** Where it goes: one of the two. */
  private static final class Target {
    @Option(
        names = "--optuna",
        required = true,
        paramLabel = "FILE",
        description = "Journal to write: optuna-dashboard FILE opens it.")
    private @Nullable Path optuna;

    @Option(
        names = "--tensorboard",
        required = true,
        paramLabel = "DIR",
        description = "Folder to make: tensorboard --logdir DIR opens it.")
    private @Nullable Path tensorboard;
  }

  @Override
  public Integer call() {
    SweepRecord sweep = LocalStore.read(run);
    Path place = target.optuna == null ? target.tensorboard : target.optuna;
    if (place == null) {
      throw new IllegalStateException("one of the two is asked for");
    }
    try {
      if (place.equals(target.optuna)) {
        Files.writeString(place, OptunaJournal.of(sweep), StandardOpenOption.CREATE_NEW);
      } else {
        Files.createDirectory(place);
        TensorBoardLog.write(sweep, place);
      }
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSpecException(place + " is there already; name another, or delete it first");
    } catch (IOException e) {
      throw new InvalidSpecException(place + " cannot be written: " + e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: study %s, %d trials%n", place, sweep.id(), sweep.trials().size());
    out.flush();
    return 0;
  }
}
