package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.fathom4j.report.Report;
import org.fathom4j.report.ReportFiles;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.tracking.local.LocalStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom report}: draws a stored run again. */
@Command(
    name = "report",
    description = "Rebuild the report of a stored run; trains nothing.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "DIR", description = "The run's folder.")
  private Path folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the report (the run's own).")
  private @Nullable Path out;

  @Override
  public Integer call() {
    RunOutcome run = StoredOutcome.read(folder);
    ReportFiles report = Report.write(run, out == null ? LocalStore.reportFolder(folder) : out);
    spec.commandLine().getOut().println(run.answer());
    spec.commandLine().getOut().println(report.index());
    return 0;
  }
}
