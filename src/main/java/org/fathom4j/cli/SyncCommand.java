package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.mlflow.Sync;
import org.fathom4j.tracking.mlflow.TrackingServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom sync}: sends stored runs to a server. */
@Command(
    name = "sync",
    description = "Send stored runs to an MLflow server; what is there already is not sent twice.",
    mixinStandardHelpOptions = true)
final class SyncCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      defaultValue = "reports/out",
      paramLabel = "DIR",
      description = "A run's folder, or a folder of runs (${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--to", required = true, paramLabel = "URI", description = "The server.")
  private String uri;

  @Override
  public Integer call() {
    List<Path> runs = LocalStore.runs(folder);
    if (runs.isEmpty()) {
      throw new InvalidSpecException(
          "no run is stored under "
              + folder
              + "; name the folder that 'fathom run' printed as store");
    }
    MlflowServer server = TrackingServer.of(uri, System.getenv());
    server
        .warning()
        .ifPresent(warning -> spec.commandLine().getErr().println("warning: " + warning));
    PrintWriter out = spec.commandLine().getOut();
    for (Path run : runs) {
      Sync.Sent sent = Sync.run(run, server);
      out.printf("%s: %d trials, %s%n", run, sent.trials(), sent.page());
    }
    out.flush();
    return 0;
  }
}
