package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Download;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.ModelFolder;
import org.fathom4j.mlflow.client.ModelHome;
import org.fathom4j.mlflow.client.ModelUri;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.Registry;
import org.fathom4j.mlflow.client.Registry.Version;
import org.fathom4j.mlflow.client.StoredRun;
import org.fathom4j.mlflow.client.Upload;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.LocalStore;

/** Stored networks in a server's model registry, and back from there. */
public final class ModelRegistry {
  private final MlflowServer server;

  /** Asks nothing yet. */
  public ModelRegistry(MlflowServer server) {
    this.server = server;
  }

  /**
   * Registers a stored network; its run is sent to the server where it is not there. A second time
   * gives the version of the first.
   *
   * @param run the folder of a trial, or of a sweep: its best trial
   * @param name of the model
   * @param alias to point at the version; empty for none
   * @throws InvalidSpecException if the folder holds no network
   * @throws ExperimentException if the server does not take it
   */
  public Version register(Path run, String name, Optional<String> alias) {
    StoredTrial trial = StoredTrial.of(run);
    ModelFolder model = trial.model();
    try (MlflowApi api = new MlflowApi(server, Patience.USUAL.call())) {
      SweepRuns runs = SweepRuns.stored(api, trial.sweep(), new RungLog(List.of()));
      if (runs.known(trial.trial()).isEmpty()) {
        Sync.run(trial.store(), server);
      }
      StoredRun of =
          runs.known(trial.trial())
              .orElseThrow(() -> new ExperimentException(server + " forgets the run it was sent"));
      ModelHome.Kept kept =
          new ModelHome(api, new Upload(server, Patience.USUAL.call()))
              .keep(runs.experiment(), of, model);
      Registry registry = new Registry(api);
      Version version = registry.register(name, of, kept, model.description());
      if (alias.isPresent()) {
        registry.alias(version, alias.get());
      }
      return version;
    } catch (MlflowFailure e) {
      throw new ExperimentException(
          "%s was not registered. %s Register it again: what is done stays."
              .formatted(run, e.getMessage()),
          e);
    }
  }

  /**
   * Fetches a registered network, unless it is there already.
   *
   * @param uri {@code models:/NAME/3} and the like
   * @param cache where models are kept
   * @return a folder with its files
   * @throws InvalidSpecException if there is none of that name, or it is of another kind
   * @throws ExperimentException if the server does not give it
   */
  public Path fetch(ModelUri uri, Path cache) {
    if (!uri.version().isEmpty() && isWhole(folder(cache, uri.name(), uri.version()))) {
      return folder(cache, uri.name(), uri.version());
    }
    try (MlflowApi api = new MlflowApi(server, Patience.USUAL.call())) {
      Registry registry = new Registry(api);
      Optional<Version> found = registry.version(uri);
      if (found.isEmpty()) {
        throw unknown(uri, registry.names());
      }
      Path folder = folder(cache, uri.name(), found.get().number());
      if (!isWhole(folder)) {
        download(uri, registry.artifacts(found.get()), folder);
      }
      return folder;
    } catch (MlflowFailure e) {
      throw new ExperimentException("%s was not fetched. %s".formatted(uri, e.getMessage()), e);
    } catch (IOException e) {
      throw new ExperimentException(
          "%s cannot be kept in %s: %s".formatted(uri, cache, ExperimentException.reason(e)), e);
    }
  }

  private InvalidSpecException unknown(ModelUri uri, List<String> names) {
    String there =
        names.isEmpty() ? "none is registered" : "registered: " + String.join(", ", names);
    return new InvalidSpecException(
        "%s is not in the registry of %s (%s). './fathom register RUN --name %s' puts one there"
            .formatted(uri, server, there, uri.name()));
  }

  private Path folder(Path cache, String name, String version) {
    String host = server.toString().replaceAll("[^A-Za-z0-9.]+", "_");
    return cache
        .resolve("models")
        .resolve(host)
        .resolve(name.replaceAll("[^A-Za-z0-9._-]", "_"))
        .resolve(version);
  }

  private static boolean isWhole(Path folder) {
    return Files.isRegularFile(folder.resolve(ModelContent.NETWORK));
  }

  /** The network goes last: what has it is whole. */
  private void download(ModelUri uri, String root, Path folder) throws MlflowFailure, IOException {
    Download download = new Download(server, Patience.USUAL.call());
    List<String> names = download.files(root);
    if (!names.contains(ModelContent.NETWORK)) {
      throw new InvalidSpecException(
          "%s is no model of Deeplearning4j: among its files (%s) is no %s"
              .formatted(uri, String.join(", ", names), ModelContent.NETWORK));
    }
    Files.createDirectories(folder);
    for (String name : names) {
      if (!name.equals(ModelContent.NETWORK)) {
        download.get(root, name, folder.resolve(name));
      }
    }
    Path part = folder.resolve(ModelContent.NETWORK + ".part");
    download.get(root, ModelContent.NETWORK, part);
    Files.move(part, folder.resolve(ModelContent.NETWORK), StandardCopyOption.REPLACE_EXISTING);
  }

  /** A trial of a run's folder. */
  private record StoredTrial(Path store, SweepRecord sweep, TrialRecord trial) {
    ModelFolder model() {
      Path network = LocalStore.modelFile(store, trial.number());
      try {
        return ModelContent.of(network, store, sweep, trial)
            .orElseThrow(
                () ->
                    new InvalidSpecException(
                        "trial %d has no stored network (%s); name a complete trial"
                            .formatted(trial.number(), network)));
      } catch (IOException e) {
        throw new InvalidSpecException(network + " cannot be read: " + e.getMessage());
      }
    }

    static StoredTrial of(Path run) {
      Path absolute = run.toAbsolutePath().normalize();
      if (Files.isRegularFile(absolute.resolve("sweep.json"))) {
        SweepRecord sweep = LocalStore.read(absolute);
        TrialRecord best =
            sweep
                .best()
                .orElseThrow(
                    () ->
                        new InvalidSpecException(
                            "%s: none of its %d trials is complete; there is no network to register"
                                .formatted(run, sweep.trials().size())));
        return new StoredTrial(absolute, sweep, best);
      }
      Path store = absolute.resolve("../..").normalize();
      if (!Files.isRegularFile(store.resolve("sweep.json"))) {
        throw new InvalidSpecException(
            run + " is no stored run; name the folder that 'fathom run' printed as store");
      }
      SweepRecord sweep = LocalStore.read(store);
      Path model = absolute.resolve(ModelContent.NETWORK);
      return sweep.trials().stream()
          .filter(trial -> LocalStore.modelFile(store, trial.number()).equals(model))
          .findFirst()
          .map(trial -> new StoredTrial(store, sweep, trial))
          .orElseThrow(() -> new InvalidSpecException(run + " is no folder of a trial"));
    }
  }
}
