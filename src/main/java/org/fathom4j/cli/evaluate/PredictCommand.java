package org.fathom4j.cli.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.fathom4j.data.ExampleStream;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.PredictionPlan;
import org.fathom4j.data.Target;
import org.fathom4j.evaluation.StoredNetwork;
import org.fathom4j.problem.InvalidSpecException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fathom predict}: what a stored network says of examples, whose labels nobody knows. */
@Command(
    name = "predict",
    description = {
      "Say what a stored network predicts for each example, as CSV or JSON Lines.",
      "A line holds the row's number, what is predicted, and the probability of each class."
          + " Examples are read and scaled as in training; a label is not needed and not read. Rows that"
          + " cannot be read are named on standard error and get no line.",
      "Exit code 0 where anything was predicted, 2 where nothing was, 1 where the data cannot be read"
          + " to their end."
    },
    mixinStandardHelpOptions = true)
public final class PredictCommand implements Callable<Integer> {
  private static final int NOTHING = 2;

  @Spec private CommandSpec command;

  @Mixin private StoredOptions options = new StoredOptions();

  @Option(
      names = "--data",
      paramLabel = "FILE|FOLDER|NAME",
      description =
          "A table, a picture, a folder of pictures (at any depth), or a data set by its name: its"
              + " test examples. Files may also be named without --data.")
  private @Nullable String data;

  @Option(names = "--json", description = "Write JSON Lines, an object for each example.")
  private boolean json;

  @Override
  public Integer call() {
    StoredData stored = options.stored();
    StoredNetwork network = StoredNetwork.read(stored.model());
    FittedData fitted = network.kept().fitted();
    PrintWriter err = command.commandLine().getErr();
    if (!stored.choice().isEmpty()) {
      err.println(stored.choice());
    }
    try (ExampleStream examples = open(stored, fitted)) {
      PredictionOutput output =
          new PredictionOutput(
              lines(fitted.target(), examples.isNamed()), command.commandLine().getOut(), err);
      network.predict(examples, output);
      return output.close() ? 0 : NOTHING;
    }
  }

  private PredictionLines lines(Target target, boolean named) {
    return json
        ? new PredictionLines.Json(target, new ObjectMapper())
        : new PredictionLines.Csv(target, named);
  }

  /** All that was named is checked before anything is predicted. */
  private ExampleStream open(StoredData stored, FittedData fitted) {
    List<String> asked =
        Stream.concat(Optional.ofNullable(data).stream(), options.files().stream()).toList();
    if (asked.isEmpty()) {
      throw new InvalidSpecException(
          "predict needs what to look at: --data FILE|FOLDER|NAME, or files");
    }
    List<PredictionPlan> plans =
        asked.stream()
            .map(
                one ->
                    options.planOne(
                        one, stored, fitted, (sets, spec) -> sets.predicting(spec, fitted)))
            .toList();
    return plans.size() == 1 ? plans.get(0).open() : ExampleStream.joined(plans);
  }
}
