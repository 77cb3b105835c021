package org.fathom4j.cli.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.fathom4j.config.DataSpec;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.data.FittedData;
import org.fathom4j.data.source.DataSets;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelUri;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.problem.Problems;
import org.fathom4j.tracking.mlflow.ModelRegistry;
import org.fathom4j.tracking.mlflow.TrackingServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which stored network is asked, and how the data that it is asked about are found. */
final class StoredOptions {
  @Parameters(
      index = "0",
      paramLabel = "RUN|SWEEP|models:/N",
      description =
          "A trial's folder, as best.run of 'run --json' names it, or a sweep's: its best trial; or a"
              + " model of an MLflow registry: models:/N/VERSION, models:/N@ALIAS, models:/N.")
  private String run;

  @Option(
      names = "--tracking-uri",
      paramLabel = "URI",
      description = "The server whose registry models:/N is in (MLFLOW_TRACKING_URI).")
  private @Nullable String trackingUri;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "data.key=value",
      description =
          "Options of the data, such as data.separator=';' or data.dir=FOLDER; for predict also more"
              + " files, one after the other.")
  private List<String> arguments = new ArrayList<>();

  @Option(names = "--offline", description = "Fetch nothing.")
  private boolean offline;

  /** The trial that is named. */
  StoredData stored() {
    if (!ModelUri.isOne(run)) {
      return StoredData.of(Path.of(run));
    }
    ModelUri uri = TrackingServer.model(run);
    MlflowServer server =
        TrackingServer.required(
            Optional.ofNullable(trackingUri), System.getenv(), run + " is on an MLflow server");
    Path folder = new ModelRegistry(server).fetch(uri, places().cache());
    return StoredData.registered(run, folder);
  }

  /** The arguments that are no options of the data: files. */
  List<String> files() {
    return arguments.stream().filter(argument -> !isOption(argument)).toList();
  }

  private static boolean isOption(String argument) {
    return argument.startsWith("data.") && argument.contains("=");
  }

  private DataPlaces places() {
    Path home = Path.of(System.getProperty("user.home"));
    return DataPlaces.of(System.getenv(), home, offline);
  }

  /**
   * A plan for data, checked; every argument must be an option of theirs.
   *
   * @param data the value of {@code --data}
   * @param planned makes the plan, or records why there is none
   * @throws InvalidSpecException with every mistake found
   */
  <P> P plan(
      String data,
      StoredData stored,
      FittedData fitted,
      BiFunction<DataSets, DataSpec, Optional<P>> planned) {
    return plan(new AskedData(data, arguments), stored, fitted, planned);
  }

  /**
   * A plan for some of several data, checked; arguments that are files are passed over.
   *
   * @param data one of them
   * @param planned makes the plan, or records why there is none
   * @throws InvalidSpecException with every mistake found
   */
  <P> P planOne(
      String data,
      StoredData stored,
      FittedData fitted,
      BiFunction<DataSets, DataSpec, Optional<P>> planned) {
    List<String> options = arguments.stream().filter(StoredOptions::isOption).toList();
    return plan(new AskedData(data, options), stored, fitted, planned);
  }

  private <P> P plan(
      AskedData asked,
      StoredData stored,
      FittedData fitted,
      BiFunction<DataSets, DataSpec, Optional<P>> planned) {
    Problems problems = new Problems();
    DataSets sets = new DataSets(places());
    DataSpec spec = asked.spec(stored, fitted, sets, problems);
    return planned
        .apply(sets, spec)
        .filter(plan -> problems.none())
        .orElseThrow(() -> new InvalidSpecException(problems.all()));
  }
}
