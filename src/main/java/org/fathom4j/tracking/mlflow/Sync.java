package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
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
import org.jspecify.annotations.Nullable;

/**
 * Sends a stored run to a server. It can be done any number of times, and after a live tracking
 * that broke off: whatever the server has already stays as it is, and nothing is there twice. What
 * was sent whole is known by its {@link Fingerprint} and is not sent again; trials go over several
 * connections.
 */
public final class Sync {
  /** As many as a server with its usual 4 processes serves at once, and some on their way. */
  private static final int MOST_CONNECTIONS = 6;

  private final MlflowServer server;
  private final Patience patience;
  private final Set<String> refused = Collections.synchronizedSet(new LinkedHashSet<>());

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
      SweepRuns runs = SweepRuns.stored(api, sweep, new RungLog(LocalStore.journal(store)));
      Ended ended = Ended.of(store, sweep);
      String whole = running ? "under way" : ended.fingerprint();
      tried(() -> runs.parent(whole));
      // A trial under way belongs to the process that trains it.
      sendTrials(
          runs,
          sweep.trials().stream().filter(trial -> !running || trial.state().ended()).toList());
      if (!running && !runs.parent().complete()) {
        end(runs, ended, whole);
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
    } catch (IOException | UncheckedIOException e) {
      throw new ExperimentException(
          "The report or the best network of %s cannot be read: %s".formatted(store, e), e);
    }
  }

  private void sendTrials(SweepRuns runs, List<TrialRecord> trials) throws MlflowFailure {
    Queue<TrialRecord> waiting = new ConcurrentLinkedQueue<>(trials);
    int connections = Math.min(MOST_CONNECTIONS, trials.size());
    ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, connections));
    try {
      List<Future<Void>> senders =
          IntStream.range(0, connections)
              .mapToObj(i -> threads.submit(() -> sendTrials(runs, waiting)))
              .toList();
      for (Future<Void> sender : senders) {
        await(sender, waiting);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private @Nullable Void sendTrials(SweepRuns runs, Queue<TrialRecord> waiting)
      throws MlflowFailure {
    try (MlflowApi api = new MlflowApi(server, patience.call())) {
      SweepRuns own = runs.over(api);
      for (TrialRecord trial = waiting.poll(); trial != null; trial = waiting.poll()) {
        send(own, trial);
      }
    } catch (MlflowFailure e) {
      waiting.clear(); // the others end, too
      throw e;
    }
    return null;
  }

  private void send(SweepRuns runs, TrialRecord trial) throws MlflowFailure {
    Optional<MlflowFailure> no = refusal(() -> runs.trial(trial));
    if (no.isPresent()) {
      refused.add(no.get().getMessage());
      for (Delivery piece : runs.pieces(trial)) {
        tried(piece);
      }
    }
  }

  private static void await(Future<Void> sender, Queue<TrialRecord> waiting) throws MlflowFailure {
    try {
      sender.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MlflowFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      waiting.clear();
      Thread.currentThread().interrupt();
      throw new MlflowFailure(MlflowFailure.Kind.SHUT_OUT, "It was interrupted.", e);
    }
  }

  private void end(SweepRuns runs, Ended ended, String whole) throws MlflowFailure, IOException {
    Upload upload = new Upload(server, patience.call());
    for (Keepsakes.File file : Keepsakes.of(ended.sweep(), ended.artifacts())) {
      tried(() -> upload.put(runs.parent().artifacts(), file.source()));
    }
    Optional<Delivery> kept =
        Keepsakes.model(ended.store(), ended.sweep(), ended.artifacts(), runs, upload);
    if (kept.isPresent()) {
      tried(kept.get());
    }
    String complete = refused.isEmpty() ? whole : "";
    tried(() -> runs.ended(ended.sweep(), ended.outcome(), ended.note(), complete));
  }

  /** A stored sweep that no process runs. */
  private record Ended(Path store, SweepRecord sweep, Ending ending, Artifacts artifacts) {
    /** A sweep without its end was killed. */
    static Ended of(Path store, SweepRecord sweep) {
      Ending ending =
          LocalStore.ending(store).orElse(new Ending(Outcome.INTERRUPTED, 0, "", List.of()));
      Optional<Path> model =
          Optional.of(ending.bestTrial())
              .filter(trial -> trial > 0)
              .map(trial -> LocalStore.modelFile(store, trial));
      Optional<Path> report = Optional.of(LocalStore.reportFolder(store));
      return new Ended(store, sweep, ending, new Artifacts(report, model, ending.bestTrial()));
    }

    Outcome outcome() {
      return ending.outcome();
    }

    SweepRuns.Note note() {
      return Keepsakes.note(ending.verdict(), ending.bestTrial());
    }

    String fingerprint() throws IOException {
      Fingerprint print =
          new Fingerprint()
              .addAll(SweepContent.tags(sweep))
              .addAll(SweepContent.parameters(sweep))
              .addAll(SweepContent.results(sweep, ending.bestTrial()))
              .add(SweepContent.endMillis(sweep))
              .add(SweepContent.inputs("", sweep))
              .add(note());
      for (Path file : Keepsakes.files(artifacts)) {
        print.add(file.getFileName()).addFile(file);
      }
      return print.text();
    }
  }

  /** What the server refuses is left out and told at the end; any other failure ends the sync. */
  private void tried(Delivery delivery) throws MlflowFailure {
    refusal(delivery).ifPresent(no -> refused.add(no.getMessage()));
  }

  private Optional<MlflowFailure> refusal(Delivery delivery) throws MlflowFailure {
    for (int tries = 1; ; tries++) {
      try {
        delivery.deliver();
        return Optional.empty();
      } catch (MlflowFailure e) {
        if (e.kind() == MlflowFailure.Kind.REFUSED) {
          return Optional.of(e);
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
