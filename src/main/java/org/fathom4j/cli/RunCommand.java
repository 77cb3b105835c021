package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.experiment.Preparation;
import org.fathom4j.experiment.PreparedSweep;
import org.fathom4j.experiment.RunOptions;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.experiment.SweepRunner;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.mlflow.MlflowServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom run}: one experiment, from its file to its report. */
@Command(
    name = "run",
    description = "Run an experiment: every trial, tracked, and a report.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  private static final Path RUNS = Path.of("reports", "out");

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "EXPERIMENT.yaml", description = "The experiment file.")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "key=value",
      description = "Values to put in place of the file's, such as training.epochs=3.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--preset", paramLabel = "NAME", description = "A preset of the file.")
  private @Nullable String preset;

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description = "Trials trained side by side (${DEFAULT-VALUE}).")
  private int workers;

  @Option(names = "--resume", description = "Keep the finished trials of the last such run.")
  private boolean resume;

  @Option(names = "--dry-run", description = "Show every trial; train nothing.")
  private boolean dryRun;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the results (reports/out/NAME-TIME).")
  private @Nullable Path out;

  @Option(
      names = "--tracking-uri",
      paramLabel = "URI",
      description = "MLflow server to send the runs to (MLFLOW_TRACKING_URI).")
  private @Nullable String trackingUri;

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (workers < 1) {
      throw new InvalidSpecException("--workers must be at least 1, got " + workers);
    }
    ExperimentFile experiment = ExperimentFile.load(file, Optional.ofNullable(preset), overrides);
    Path home = Path.of(System.getProperty("user.home"));
    PreparedSweep sweep = Preparation.of(experiment, DataPlaces.of(System.getenv(), home, offline));
    PrintWriter stdout = spec.commandLine().getOut();
    if (dryRun) {
      new DryRun(sweep).print(stdout, json);
      return 0;
    }
    Path store = store(experiment, sweep);
    TerminalConsole console =
        new TerminalConsole(System.err, Boolean.getBoolean("fathom.terminal"), sweep);
    console.line(DryRun.headline(sweep));
    try (Interrupt interrupt = Interrupt.listen(console, resumeCommand(store))) {
      SweepResult result =
          new SweepRunner(sweep, options(store), console, interrupt::requested).run();
      RunOutput.print(result, sweep, stdout, json);
      return exitCode(result);
    }
  }

  private static int exitCode(SweepResult result) {
    if (result.interrupted()) {
      return Fathom.INTERRUPTED;
    }
    boolean failed =
        result.record().trials().stream().anyMatch(t -> t.state() == TrialState.FAILED);
    return failed ? Fathom.FAILED : 0;
  }

  private RunOptions options(Path store) {
    return new RunOptions(
        store,
        resume,
        workers,
        MlflowServer.chosen(Optional.ofNullable(trackingUri), System.getenv()),
        command(),
        System.getProperty("fathom.device", ""));
  }

  private Path store(ExperimentFile experiment, PreparedSweep sweep) {
    if (resume) {
      Optional<Path> last =
          out == null ? LocalStore.latest(RUNS, experiment.specHash()) : Optional.of(out);
      return last.orElseThrow(
          () ->
              new InvalidSpecException(
                  "--resume: no run of this experiment, with this preset and these overrides, is under "
                      + RUNS
                      + "; name its folder with --out DIR, or start anew without --resume"));
    }
    if (out != null) {
      if (!LocalStore.runs(out).isEmpty()) {
        throw new InvalidSpecException(
            "--out: "
                + out
                + " holds a run already; add --resume to go on with it, or name another folder");
      }
      return out;
    }
    String time =
        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
            .format(LocalDateTime.now(ZoneId.systemDefault()));
    return RUNS.resolve(sweep.header().name() + (preset == null ? "" : "-" + preset) + "-" + time);
  }

  /** The command line that gives these results again. */
  private String command() {
    StringBuilder text = new StringBuilder("./fathom run ").append(quoted(file.toString()));
    if (preset != null) {
      text.append(" --preset ").append(quoted(preset));
    }
    overrides.forEach(override -> text.append(' ').append(quoted(override)));
    return text.toString();
  }

  private String resumeCommand(Path store) {
    return command() + " --resume --out " + quoted(store.toString());
  }

  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_./:=,@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
