package org.fathom4j.cli.evaluate;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.ScoringPlan.Scorable;
import org.fathom4j.data.SeenExamples;
import org.fathom4j.evaluation.ClassEvaluation;
import org.fathom4j.evaluation.Evaluation;
import org.fathom4j.evaluation.Selection;
import org.fathom4j.evaluation.StoredNetwork;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.training.ModelFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom evaluate}: scores a stored network on any data set. */
@Command(
    name = "evaluate",
    description = "Score a stored network on examples of a data set that it has not seen.",
    mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private StoredOptions options = new StoredOptions();

  @Option(
      names = "--data",
      required = true,
      paramLabel = "FILE|FOLDER|NAME",
      description = "A table, a folder with one folder of pictures for each class, or a data set.")
  private String data;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for pictures and predictions (RUN/evaluation/NAME).")
  private @Nullable Path out;

  @Option(
      names = "--include-seen",
      description = "Score the examples too that the network was trained on or chosen by.")
  private boolean includeSeen;

  @Option(names = "--json", description = "End with one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    StoredData stored = options.stored();
    StoredNetwork network = StoredNetwork.read(stored.model());
    Scorable found = load(stored, network.kept().fitted());
    Selection selection = select(stored, network.kept(), found);
    Evaluation evaluation = network.evaluate(selection.examples(), found.title());
    List<Path> files = files(stored, network, evaluation, selection);
    PrintWriter printer = command.commandLine().getOut();
    if (!stored.choice().isEmpty()) {
      printer.println(stored.choice());
    }
    EvaluationOutput.print(evaluation, OriginCounts.words(selection), files, printer);
    if (json) {
      printer.println(EvaluationJson.of(evaluation, selection, stored.folder(), files));
    }
    printer.flush();
    return 0;
  }

  /** The data set, or the last part of a path. */
  private String name() {
    return String.valueOf(Path.of(data).getFileName());
  }

  private Scorable load(StoredData stored, FittedData fitted) {
    return options.plan(data, stored, fitted, (sets, spec) -> sets.scoring(spec, fitted)).load();
  }

  private Selection select(StoredData stored, ModelFile kept, Scorable found) {
    Optional<SeenExamples> seen = stored.seen(kept.seen());
    if (seen.isPresent()) {
      return Selection.of(found.examples(), seen.get(), includeSeen, found.title());
    }
    if (!includeSeen) {
      throw new InvalidSpecException(
          "%s: nobody knows which examples the network was trained on: the list seen-%s.bin is not in its run's folder. Put both back in their place, or score everything with --include-seen"
              .formatted(stored.model(), kept.seen()));
    }
    return Selection.unknown(found.examples());
  }

  private List<Path> files(
      StoredData stored, StoredNetwork network, Evaluation evaluation, Selection selection) {
    Path folder = out == null ? stored.folder().resolve("evaluation").resolve(name()) : out;
    try {
      Files.createDirectories(folder);
      List<Path> files = new ArrayList<>();
      if (evaluation instanceof ClassEvaluation classes) {
        files.addAll(
            EvaluationPictures.write(
                classes, network, stored.name(), selection.examples(), folder));
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
