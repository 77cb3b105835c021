package org.fathom4j.mlflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.fathom4j.mlflow.client.Batch;
import org.fathom4j.mlflow.client.Keys;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.ModelFolder;
import org.fathom4j.mlflow.client.ModelHome;
import org.fathom4j.mlflow.client.ProcessTag;
import org.fathom4j.mlflow.client.RunStatus;
import org.fathom4j.mlflow.client.StoredRun;
import org.fathom4j.mlflow.client.Tags;
import org.fathom4j.mlflow.client.Upload;
import org.jspecify.annotations.Nullable;

/** The run of one training. Every method can be called again after a failure. */
final class TrackedRun {
  private static final String ID = "training.id";

  private final MlflowApi api;
  private final Settings settings;
  private final long startMillis;
  private final String id = UUID.randomUUID().toString();
  private String experiment = "";
  private @Nullable StoredRun run;
  private @Nullable Upload upload;

  TrackedRun(MlflowApi api, Settings settings, long startMillis) {
    this.api = api;
    this.settings = settings;
    this.startMillis = startMillis;
  }

  /** The run; it is made where it is not there yet. */
  StoredRun run() throws MlflowFailure {
    StoredRun known = run;
    if (known == null) {
      String name = Keys.experiment(settings.experiment());
      experiment = api.experiment(name, Map.of());
      ProcessTag.endOrphans(api, experiment, startMillis);
      // An answer may have been lost after the server had made the run.
      Optional<StoredRun> made = api.find(experiment, Map.of(ID, id));
      known = made.isPresent() ? made.get() : api.create(experiment, startMillis, tags());
      run = known;
    }
    return known;
  }

  private Map<String, String> tags() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(ID, id);
    if (!settings.run().isEmpty()) {
      tags.put("mlflow.runName", settings.run());
    }
    tags.put("mlflow.user", System.getProperty("user.name", ""));
    tags.put("mlflow.source.type", "LOCAL");
    tags.put("mlflow.source.name", program());
    tags.put("java", System.getProperty("java.version", ""));
    tags.put("os", System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
    tags.putAll(ProcessTag.tags());
    tags.putAll(settings.tags());
    return Tags.clean(tags);
  }

  /** The main class alone: what follows it may be secret. */
  private static String program() {
    String command = System.getProperty("sun.java.command", "").strip();
    return command.isEmpty() ? "java" : command.split("\\s", 2)[0];
  }

  void log(Batch batch) throws MlflowFailure {
    api.log(run().id(), batch);
  }

  /** Made by the thread that sends: an HTTP client is some 100 ms of loading. */
  private Upload upload() {
    Upload made = upload;
    if (made == null) {
      made = new Upload(settings.server(), settings.patience().call());
      upload = made;
    }
    return made;
  }

  void put(Upload.Source file) throws MlflowFailure {
    upload().put(run().artifacts(), file);
  }

  void keep(ModelFolder model) throws MlflowFailure {
    StoredRun of = run();
    new ModelHome(api, upload()).keep(experiment, of, model);
  }

  void end(RunStatus status, long endMillis) throws MlflowFailure {
    api.end(run().id(), status, endMillis);
  }
}
