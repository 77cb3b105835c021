package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.event.SweepEvent.Artifacts;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.Upload;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.Ending;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.TrackingPage;

/**
 * Sends a stored run to a server. It can be done any number of times, and after a live tracking
 * that broke off: whatever the server has already stays as it is, and nothing is there twice.
 */
public final class Sync {
  private final MlflowServer server;
  private final Patience patience;
  private final Set<String> refused = new LinkedHashSet<>();

  private Sync(MlflowServer server, Patience patience) {
    this.server = server;
    this.patience = patience;
  }

  /**
   * What was sent.
   *
   * @param trials how many
   * @param page the address of the sweep's page on the server
   */
  public record Sent(int trials, String page) {}

  /**
   * Sends one run.
   *
   * @param store a run's folder in the local store
   * @throws InvalidSpecException if the folder holds no run
   * @throws ExperimentException if the server does not take it all
   */
  public static Sent run(Path store, MlflowServer server) {
    return run(store, server, Patience.USUAL);
  }

  static Sent run(Path store, MlflowServer server, Patience patience) {
    return new Sync(server, patience).send(store);
  }

  private Sent send(Path store) {
    boolean running = LocalStore.isBeingWritten(store);
    SweepRecord sweep = LocalStore.read(store);
    try (MlflowApi api = new MlflowApi(server, patience.call())) {
      SweepRuns runs = SweepRuns.stored(api, sweep);
      tried(runs::parent);
      for (TrialRecord trial : sweep.trials()) {
        // A trial under way belongs to the process that trains it.
        if (!running || trial.state().ended()) {
          tried(() -> runs.trial(trial));
        }
      }
      if (!running) {
        end(runs, sweep, store);
      }
      if (!refused.isEmpty()) {
        throw new ExperimentException(
            "%s was sent, but for this: %s".formatted(store, String.join(" ", refused)));
      }
      String page = runs.parent().page(server);
      TrackingPage.keep(store, page);
      return new Sent(sweep.trials().size(), page);
    } catch (MlflowFailure e) {
      throw new ExperimentException(
          "%s was not sent whole. %s Run sync again: it goes on where it stopped."
              .formatted(store, e.getMessage()),
          e);
    }
  }

  /** A sweep without its end was killed. */
  private void end(SweepRuns runs, SweepRecord sweep, Path store) throws MlflowFailure {
    Ending ending =
        LocalStore.ending(store).orElse(new Ending(Outcome.INTERRUPTED, 0, "", List.of()));
    Optional<Path> model =
        Optional.of(ending.bestTrial())
            .filter(trial -> trial > 0)
            .map(trial -> LocalStore.modelFile(store, trial));
    Artifacts artifacts =
        new Artifacts(Optional.of(LocalStore.reportFolder(store)), model, ending.bestTrial());
    Upload upload = new Upload(server, patience.call());
    try {
      for (Keepsakes.File file : Keepsakes.of(sweep, artifacts)) {
        tried(() -> upload.put(runs.parent().artifacts(), file.source()));
      }
      Optional<Delivery> kept = Keepsakes.model(store, sweep, artifacts, runs, upload);
      if (kept.isPresent()) {
        tried(kept.get());
      }
    } catch (IOException | UncheckedIOException e) {
      throw new ExperimentException(
          "The report or the best network of %s cannot be read: %s".formatted(store, e), e);
    }
    SweepRuns.Note note = Keepsakes.note(ending.verdict(), ending.bestTrial());
    tried(() -> runs.ended(sweep, ending.outcome(), note));
  }

  /** What the server refuses is left out and told at the end; any other failure ends the sync. */
  private void tried(Delivery delivery) throws MlflowFailure {
    for (int tries = 1; ; tries++) {
      try {
        delivery.deliver();
        return;
      } catch (MlflowFailure e) {
        if (e.kind() == MlflowFailure.Kind.REFUSED) {
          refused.add(e.getMessage());
          return;
        }
        boolean hopeless = e.kind() == MlflowFailure.Kind.SHUT_OUT;
        if (hopeless || tries >= patience.busyTries() || !slept(patience.pause(tries))) {
          throw e;
        }
      }
    }
  }

  private static boolean slept(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
