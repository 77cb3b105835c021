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
import org.fathom4j.tracking.local.LocalStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom export}: a stored sweep for other programs. */
@Command(
    name = "export",
    description =
        "Write a stored sweep as a study of Optuna's, for its dashboard and its analysis.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The sweep's folder, printed by run as store.")
  private Path run;

  @Option(
      names = "--optuna",
      required = true,
      paramLabel = "FILE",
      description = "Journal to write: optuna-dashboard FILE opens it.")
  private Path file;

  @Override
  public Integer call() {
    SweepRecord sweep = LocalStore.read(run);
    try {
      Files.writeString(file, OptunaJournal.of(sweep), StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new InvalidSpecException(file + " is there already; name another, or delete it first");
    } catch (IOException e) {
      throw new InvalidSpecException("--optuna: " + file + " cannot be written: " + e);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.printf("%s: study %s, %d trials%n", file, sweep.id(), sweep.trials().size());
    out.flush();
    return 0;
  }
}
