package org.fathom4j.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.fathom4j.config.DataSpec;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.config.Problems;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.DataPlan;
import org.fathom4j.data.DataSplit;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.evaluation.Evaluation;
import org.fathom4j.evaluation.StoredNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code fathom evaluate}: scores a stored network on any data set. */
@Command(
    name = "evaluate",
    description = "Score a stored network on the test examples of a data set.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A trial's folder, as best.run of 'run --json' names it.")
  private Path run;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "data.key=value",
      description = "Options of the data set, such as data.dir=FOLDER.")
  private List<String> overrides = new ArrayList<>();

  @Option(names = "--data", required = true, paramLabel = "NAME", description = "The data set.")
  private String data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for pictures and predictions (RUN/evaluation/NAME).")
  private @Nullable Path out;

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    StoredNetwork network = StoredNetwork.read(run.resolve("model.zip"));
    StoredData stored = StoredData.of(run);
    DataSplit split = load(stored);
    Evaluation evaluation = network.evaluate(split);
    List<Path> files = files(evaluation, split);
    PrintWriter printer = command.commandLine().getOut();
    EvaluationOutput.print(evaluation, files, printer);
    if (json) {
      printer.println(EvaluationJson.of(evaluation, files));
    }
    printer.flush();
    return 0;
  }

  private DataSplit load(StoredData stored) {
    Problems problems = new Problems();
    DataSpec spec = stored.spec(data, overrides, problems);
    Path home = Path.of(System.getProperty("user.home"));
    DataPlaces places = DataPlaces.of(System.getenv(), home, offline);
    DataPlan plan =
        new DataSets(places)
            .plan(spec)
            .filter(p -> problems.none())
            .orElseThrow(() -> new InvalidSpecException(problems.all()));
    stored.checkFits(plan.description());
    return plan.load();
  }

  private List<Path> files(Evaluation evaluation, DataSplit split) {
    Path folder = out == null ? run.resolve("evaluation").resolve(data) : out;
    try {
      Files.createDirectories(folder);
      List<Path> files = new ArrayList<>();
      if (evaluation instanceof ClassEvaluation classes) {
        files.addAll(EvaluationPictures.write(classes, split.test(), folder));
      }
      files.add(PredictionsCsv.write(evaluation.predictions(), folder));
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The pictures and predictions cannot be written to "
              + folder
              + "; name another folder with --out",
          e);
    }
  }
}
