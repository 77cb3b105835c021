package org.fathom4j.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import org.fathom4j.cli.data.DataCommand;
import org.fathom4j.cli.evaluate.EvaluateCommand;
import org.fathom4j.cli.evaluate.PredictCommand;
import org.fathom4j.experiment.Memory;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
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
      RegisterCommand.class,
      ExportCommand.class,
      LayersCommand.class,
      BenchCommand.class,
      DoctorCommand.class,
      DataCommand.class,
      CommandLine.HelpCommand.class
    })
public final class Fathom {
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
    return ExitCode.FAILED;
  }

  static CommandLine commandLine() {
    return new CommandLine(new Fathom())
        .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, command));
  }

  private static int failed(Exception failure, CommandLine command) throws Exception {
    PrintWriter err = command.getErr();
    if (failure instanceof InvalidSpecException invalid) {
      invalid.problems().forEach(problem -> err.println("error: " + problem));
      return ExitCode.BAD_INPUT;
    }
    if (failure instanceof ExperimentException || failure instanceof UncheckedIOException) {
      err.println("error: " + failure.getMessage());
      return ExitCode.FAILED;
    }
    throw failure;
  }
}
