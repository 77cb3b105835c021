package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.experiment.Estimate;
import org.fathom4j.experiment.ExperimentCollection;
import org.fathom4j.experiment.RunPlace;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.problem.InvalidSpecException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom run}: one experiment, from its file to its report; or a collection of them. */
@Command(
    name = "run",
    description = "Run an experiment: every trial, tracked, and a report.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "EXPERIMENT.yaml",
      description = "The experiment file, or with --collection a folder of them.")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "key=value",
      description = "Values to put in place of the file's, such as training.epochs=3.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--preset", paramLabel = "NAME", description = "A preset of the file.")
  private @Nullable String preset;

  @Mixin private TrainingOptions training = new TrainingOptions();

  @Option(
      names = "--resume",
      description = "Go on with the last such run, within its trial under way.")
  private boolean resume;

  @Option(
      names = "--accept-other-cpu",
      description = "With --resume: also on another instruction set than the run began on.")
  private boolean otherCpu;

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

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      description = "Run every experiment of the folder that belongs to this collection.")
  private @Nullable String collection;

  @Option(
      names = "--dashboard",
      description = "Show the run in a browser as long as it lasts; prints the address.")
  private boolean dashboard;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (!dashboard || dryRun) {
      return train();
    }
    Path store = Optional.ofNullable(out).orElse(RunPlace.RUNS);
    try (BesideDashboard beside = BesideDashboard.start(store)) {
      spec.commandLine().getErr().println("dashboard: " + beside.address());
      return train();
    }
  }

  private int train() {
    PrintWriter stdout = spec.commandLine().getOut();
    if (collection != null && dryRun) {
      collection(collection).dryRun(stdout);
      return 0;
    }
    if (collection != null) {
      return collection(collection).run(stdout, spec.commandLine().getErr(), json);
    }
    ExperimentRun run =
        ExperimentRun.prepare(file, Optional.ofNullable(preset), overrides, settings());
    if (dryRun) {
      Estimate estimate = Estimate.of(run.sweep(), training.workers());
      new DryRun(run.sweep()).print(stdout, json, estimate);
      return 0;
    }
    SweepResult result = run.run(ended -> RunOutput.print(ended, run.sweep(), stdout, json));
    return ExitCode.of(result.outcome().verdict());
  }

  private CollectionRun collection(String name) {
    if (!Files.isDirectory(file)) {
      throw new InvalidSpecException(
          "--collection is for a folder of experiments, as in ./fathom run experiments --collection "
              + name
              + ", got the file "
              + file);
    }
    if (!overrides.isEmpty()) {
      throw new InvalidSpecException(
          "--collection runs the files as they are: leave out key=value");
    }
    return new CollectionRun(
        new ExperimentCollection(name, file, Optional.ofNullable(preset)), settings());
  }

  private ExperimentRun.Settings settings() {
    ResumeCommand goOn =
        new ResumeCommand(spec.root().commandLine().getParseResult().originalArgs());
    return new ExperimentRun.Settings(
        training.workers(),
        resume,
        otherCpu,
        Optional.ofNullable(out),
        Optional.ofNullable(trackingUri),
        training.offline(),
        store -> goOn.of(collection != null ? Optional.empty() : Optional.of(store)));
  }
}
