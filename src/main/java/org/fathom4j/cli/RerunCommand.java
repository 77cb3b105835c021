package org.fathom4j.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fathom4j.experiment.SweepResult;
import org.fathom4j.experiment.Workers;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Suggestions;
import org.fathom4j.report.difference.RunDifference;
import org.fathom4j.tracking.local.LocalStore;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom rerun}: a stored run once more, and what moved. */
@Command(
    name = "rerun",
    description = "Repeat a stored run, or one arm of it, and say what moved; exit 1 where it did.",
    mixinStandardHelpOptions = true)
final class RerunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "The run's folder, or that of its report.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "key=value",
      description = "What is elsewhere on this machine, such as data.dir=FOLDER.")
  private List<String> overrides = new ArrayList<>();

  @Option(
      names = "--arm",
      paramLabel = "NAME=VALUE",
      description = "Repeat only where this parameter has this value; may be given several times.")
  private Map<String, String> arm = new LinkedHashMap<>();

  @Mixin private TrainingOptions training = new TrainingOptions();

  @Option(names = "--out", paramLabel = "DIR", description = "Folder for the repeated run.")
  private @Nullable Path out;

  @Override
  public Integer call() {
    Path run = LocalStore.runOf(folder);
    SweepRecord before = LocalStore.read(run);
    checkArm(before);
    List<String> values = new ArrayList<>(overrides);
    arm.forEach((name, value) -> values.add("sweep.space.%s=[%s]".formatted(name, value)));
    ResumeCommand goOn =
        new ResumeCommand(spec.root().commandLine().getParseResult().originalArgs());
    ExperimentRun repeated =
        ExperimentRun.prepare(
            run.resolve("experiment.yaml"),
            Optional.empty(),
            values,
            new ExperimentRun.Settings(
                repeating(before),
                false,
                false,
                Optional.ofNullable(out),
                Optional.empty(),
                training.offline(),
                store -> goOn.of(Optional.of(store))));
    PrintWriter printer = spec.commandLine().getOut();
    SweepResult result =
        repeated.run(ended -> RunOutput.print(ended, repeated.sweep(), printer, false));
    if (result.interrupted()) {
      return ExitCode.INTERRUPTED;
    }
    RunDifference difference = RunDifference.of(before, result.record());
    if (!arm.isEmpty()) {
      difference = difference.ofBoth();
    }
    printer.println();
    DifferenceOutput.kernels(before, result.record()).ifPresent(printer::println);
    DifferenceOutput.print(difference, printer);
    printer.flush();
    return difference.moved().isEmpty() ? 0 : ExitCode.FAILED;
  }

  /** Trials on as many threads as then. */
  private Workers repeating(SweepRecord before) {
    int threads = before.provenance().threads();
    return threads > 0 ? training.workers().withThreads(threads) : training.workers();
  }

  private void checkArm(SweepRecord before) {
    List<String> names =
        before.trials().stream().flatMap(t -> t.parameters().keySet().stream()).distinct().toList();
    for (String name : arm.keySet()) {
      if (!names.contains(name)) {
        throw new InvalidSpecException(
            "--arm: '%s' is no parameter of %s%s"
                .formatted(name, folder, Suggestions.hint(name, names)));
      }
    }
    if (before.trials().stream().noneMatch(this::isOfArm)) {
      throw new InvalidSpecException(
          "--arm: no trial of %s has %s"
              .formatted(folder, given().collect(Collectors.joining(", "))));
    }
  }

  private Stream<String> given() {
    return arm.entrySet().stream().map(e -> e.getKey() + " " + e.getValue());
  }

  private boolean isOfArm(TrialRecord trial) {
    return arm.entrySet().stream()
        .allMatch(e -> same(e.getValue(), trial.parameters().get(e.getKey())));
  }

  private static boolean same(String wanted, @Nullable Object value) {
    if (value instanceof Number number) {
      try {
        return Double.parseDouble(wanted) == number.doubleValue();
      } catch (NumberFormatException word) {
        return false;
      }
    }
    return wanted.equals(String.valueOf(value));
  }
}
