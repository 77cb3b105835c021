package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.mlflow.client.Registry.Version;
import org.fathom4j.tracking.mlflow.ModelRegistry;
import org.fathom4j.tracking.mlflow.TrackingServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom register}: a stored network in the model registry of a server. */
@Command(
    name = "register",
    description =
        "Put a stored network into the model registry of an MLflow server; 'evaluate' and 'predict'"
            + " take it from there as models:/NAME/VERSION or models:/NAME@ALIAS.",
    mixinStandardHelpOptions = true)
final class RegisterCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN|SWEEP",
      description = "A trial's folder, or a sweep's: its best trial.")
  private Path run;

  @Option(names = "--name", required = true, paramLabel = "N", description = "The model's name.")
  private String name;

  @Option(
      names = "--alias",
      paramLabel = "A",
      description = "A name for this version, such as champion; it leaves the one that had it.")
  private @Nullable String alias;

  @Option(
      names = "--tracking-uri",
      paramLabel = "URI",
      description = "The server (MLFLOW_TRACKING_URI).")
  private @Nullable String uri;

  @Override
  public Integer call() {
    ModelRegistry registry =
        new ModelRegistry(
            TrackingServer.required(
                Optional.ofNullable(uri), System.getenv(), "a registry is on an MLflow server"));
    Version version = registry.register(run, name, Optional.ofNullable(alias));
    PrintWriter out = spec.commandLine().getOut();
    out.printf("models:/%s/%s%n", version.name(), version.number());
    out.flush();
    return 0;
  }
}
