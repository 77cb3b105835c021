package org.fathom4j.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.report.Report;
import org.fathom4j.report.ReportFiles;
import org.fathom4j.report.RunOutcome;
import org.fathom4j.report.comparison.SeveralRuns;
import org.fathom4j.tracking.local.LocalStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom report}: draws a stored run again, or several on one page. */
@Command(
    name = "report",
    description =
        "Rebuild the report of a stored run, or make one page of several; trains nothing.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private static final Path TOGETHER = Path.of("reports", "out", "comparison");

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "The run's folder, or that of its report; several are compared on one page.")
  private List<Path> folders = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the report (the run's own; of several reports/out/comparison).")
  private @Nullable Path out;

  @Override
  public Integer call() {
    boolean alone = folders.size() == 1;
    RunOutcome run = alone ? StoredOutcome.read(LocalStore.runOf(folders.get(0))) : together();
    Path usual = alone ? LocalStore.reportFolder(LocalStore.runOf(folders.get(0))) : TOGETHER;
    ReportFiles report = Report.write(run, out == null ? usual : out);
    spec.commandLine().getOut().println(run.answer());
    spec.commandLine().getOut().println(report.index());
    return 0;
  }

  private RunOutcome together() {
    List<Path> runs = folders.stream().map(LocalStore::runOf).toList();
    List<SweepRecord> records = runs.stream().map(LocalStore::read).toList();
    List<String> names = RunNames.of(runs, records);
    List<SeveralRuns.Named> named = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      named.add(new SeveralRuns.Named(names.get(i), records.get(i)));
    }
    return RunOutcome.of(SeveralRuns.of(named), Optional.empty(), false);
  }
}
