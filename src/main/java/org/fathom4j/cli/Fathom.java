package org.fathom4j.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.fathom4j.cli.data.DataCommand;
import org.fathom4j.cli.evaluate.EvaluateCommand;
import org.fathom4j.cli.evaluate.PredictCommand;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.experiment.Memory;
import org.fathom4j.metrics.ExperimentException;
import org.fathom4j.verdict.Verdict;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program {@code fathom}. */
@Command(
    name = "fathom",
    description = "Measures how deep and how wide a network should be.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      RunCommand.class,
      InitCommand.class,
      ReportCommand.class,
      DashboardCommand.class,
      DiffCommand.class,
      RerunCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      SyncCommand.class,
      ExportCommand.class,
      LayersCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      DataCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Fathom {
  /** A run failed. */
  static final int FAILED = 1;

  /** Bad input: nothing was started. */
  static final int BAD_INPUT = 2;

  /** Interrupted: the state is saved. */
  static final int INTERRUPTED = 130;

  @Mixin
  @SuppressWarnings("UnusedVariable") // picocli fills it
  private final DeviceOption device = new DeviceOption();

  private Fathom() {}

  /** Runs the command line and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(execute(commandLine(), arguments));
  }

  /**
   * Runs the command line within this process.
   *
   * @param out in place of standard output
   * @param err in place of standard error
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return execute(commandLine().setOut(out).setErr(err), arguments);
  }

  /** The exit code; what ends a process whatever it does is answered here. */
  static int execute(CommandLine line, String... arguments) {
    try {
      return line.execute(arguments);
    } catch (OutOfMemoryError error) {
      line.getErr().println("error: " + Memory.advice(error));
    } catch (LinkageError error) {
      line.getErr()
          .println(
              "error: the numeric library does not load ("
                  + error
                  + "); ./fathom doctor says why and how to mend it");
    }
    return FAILED;
  }

  /** The exit code of a run. */
  static int code(Verdict verdict) {
    return switch (verdict.outcome()) {
      case FINISHED -> 0;
      case FAILED -> FAILED;
      case INTERRUPTED -> INTERRUPTED;
    };
  }

  static CommandLine commandLine() {
    return new CommandLine(new Fathom())
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  private static int failed(Exception failure, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof InvalidSpecException invalid) {
      invalid.problems().forEach(problem -> err.println("error: " + problem));
      return BAD_INPUT;
    }
    if (failure instanceof ExperimentException || failure instanceof UncheckedIOException) {
      err.println("error: " + failure.getMessage());
      return FAILED;
    }
    throw failure;
  }
}
