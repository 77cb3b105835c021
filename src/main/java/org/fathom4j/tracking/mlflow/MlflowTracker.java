package org.fathom4j.tracking.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.SweepEnded;
import org.fathom4j.event.SweepEvent.SweepStarted;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Dropped;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.MlflowApi;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.mlflow.client.MlflowServer;
import org.fathom4j.mlflow.client.Outbox;
import org.fathom4j.mlflow.client.Patience;
import org.fathom4j.mlflow.client.SystemMetrics;
import org.fathom4j.mlflow.client.Upload;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.TrackingPage;
import org.fathom4j.tracking.mlflow.SweepRuns.Note;
import org.fathom4j.tracking.mlflow.SweepRuns.Told;
import org.jspecify.annotations.Nullable;

/**
 * A sweep on an MLflow server: a parent run, and a child run for each trial, found again by tags
 * when a killed sweep is resumed. No event waits for the server and none fails for it: updates go
 * out on a thread of their own, and closing waits at most 30 seconds for the last of them. Where a
 * server lags so far behind that they find no room, the trial is sent whole once it is over and the
 * server keeps up. What did not arrive is in the local store, and {@link Sync} sends it.
 *
 * <p>Status of a trial's run: COMPLETE is FINISHED, FAILED and DIVERGED are FAILED, PRUNED and
 * interrupted are KILLED; the tag {@code fathom.state} has the exact word. A trial that is trained
 * again gets a new run, and the run of its earlier try is moved to the server's deleted runs; one
 * that was paused goes on in its run.
 */
public final class MlflowTracker implements Subscriber {
  private static final long SAMPLE_MILLIS = 10_000;

  private final MlflowServer server;
  private final Path store;
  private final Consumer<String> warnings;
  private final InstantSource clock;
  private final MlflowApi api;
  private final Upload upload;
  private final Outbox outbox;
  private final Backlog backlog;
  private final SystemMetrics system = new SystemMetrics();
  private final AtomicLong sampled = new AtomicLong();
  private final AtomicLong samples = new AtomicLong();
  private volatile Optional<String> page = Optional.empty();
  private volatile boolean warned;
  private final RungLog rungs = new RungLog(List.of());
  private final Map<Integer, TrialRecord> underWay = new ConcurrentHashMap<>();
  private volatile @Nullable SweepRuns runs;
  private boolean ended;

  /**
   * Asks the server for nothing yet.
   *
   * @param store the run's folder in the local store, for the advice in warnings
   * @param warnings takes one line for people when the server first makes trouble, and one at the
   *     end if it did; called from any thread
   */
  public static MlflowTracker open(MlflowServer server, Path store, Consumer<String> warnings) {
    return open(server, store, warnings, Patience.USUAL);
  }

  static MlflowTracker open(
      MlflowServer server, Path store, Consumer<String> warnings, Patience patience) {
    server.warning().ifPresent(warnings);
    MlflowTracker tracker = new MlflowTracker(server, store, warnings, patience);
    tracker.outbox.start();
    return tracker;
  }

  private MlflowTracker(
      MlflowServer server, Path store, Consumer<String> warnings, Patience patience) {
    this.server = server;
    this.store = store;
    this.warnings = warnings;
    this.clock = InstantSource.system();
    this.api = new MlflowApi(server, patience.call());
    this.upload = new Upload(server, patience.call());
    this.backlog = new Backlog(store);
    this.outbox = new Outbox(patience, this::warn, this::late);
  }

  /** The address of the sweep's page on the server, once the server has it. */
  public Optional<String> page() {
    return page;
  }

  @Override
  public void on(SweepEvent event) {
    JournalEntry.of(event, clock.millis()).ifPresent(rungs::add);
    if (event instanceof SweepStarted started) {
      sweepStarted(started.sweep());
    } else if (event instanceof TrialStarted started) {
      long now = clock.millis();
      told(started.trial(), (runs, trial) -> runs.trialStarted(trial, now));
    } else if (event instanceof Dropped dropped) {
      long now = clock.millis();
      told(dropped.trial(), (runs, trial) -> runs.trialStarted(trial, now));
    } else if (event instanceof EpochEnded ended) {
      sample();
      Told told = new Told(underWay(ended.number()), ended.epoch());
      tell(ended.number(), new EpochDelivery(runs(), List.of(told)));
    } else if (event instanceof Paused paused) {
      TrialRecord trial = underWay(paused.number());
      told(trial.in(TrialState.PAUSED, "", paused.seconds()), SweepRuns::trialPaused);
    } else if (event instanceof Continued on) {
      TrialRecord trial = underWay(on.number());
      told(trial.in(TrialState.RUNNING, "", trial.seconds()), SweepRuns::trialContinued);
    } else if (event instanceof TrialEnded ended) {
      underWay.remove(ended.number());
      SweepRuns current = runs();
      long now = clock.millis();
      tell(ended.number(), () -> current.trialEnded(ended.trial(), now));
      backlog.over(ended.number());
    } else if (event instanceof SweepEnded ended) {
      sweepEnded(ended);
    }
  }

  /** As often as MLflow's own clients, at most. */
  private void sample() {
    long now = clock.millis();
    long before = sampled.get();
    if (now - before >= SAMPLE_MILLIS && sampled.compareAndSet(before, now)) {
      SweepRuns current = runs();
      long step = samples.getAndIncrement();
      outbox.add(() -> current.system(system.now(now, step)));
    }
  }

  private void sweepStarted(SweepRecord sweep) {
    LocalStore.journal(store).forEach(rungs::add);
    SweepRuns started = SweepRuns.live(api, sweep, rungs);
    runs = started;
    outbox.add(
        () -> {
          SweepRuns.Parent parent = started.parent();
          page = Optional.of(parent.page(server));
          TrackingPage.keep(store, parent.page(server));
        });
    for (TrialRecord trial : sweep.trials()) {
      if (trial.state().finished()) {
        tell(trial.number(), () -> started.trial(trial));
        backlog.over(trial.number());
      } else {
        told(trial, SweepRuns::trialPaused);
      }
    }
  }

  /** What is told of a trial that is under way. */
  private interface Telling {
    void to(SweepRuns runs, TrialRecord trial) throws MlflowFailure;
  }

  private void told(TrialRecord trial, Telling telling) {
    SweepRuns current = runs();
    underWay.put(trial.number(), trial);
    tell(trial.number(), () -> telling.to(current, trial));
  }

  /** What finds no room is sent later, from the store. */
  private void tell(int trial, Delivery delivery) {
    if (!outbox.offer(delivery)) {
      backlog.missed(trial);
    }
  }

  private Optional<Delivery> late() {
    SweepRuns current = runs;
    return current == null ? Optional.empty() : backlog.next(current);
  }

  private TrialRecord underWay(int number) {
    TrialRecord trial = underWay.get(number);
    if (trial == null) {
      throw new IllegalStateException("the start of trial " + number + " comes first");
    }
    return trial;
  }

  private void sweepEnded(SweepEnded end) {
    SweepRuns current = runs();
    ended = true;
    interruptTrials(current);
    try {
      for (Keepsakes.File file : Keepsakes.of(end.sweep(), end.artifacts())) {
        outbox.add(() -> upload.put(current.parent().artifacts(), file.source()));
      }
      Keepsakes.model(store, end.sweep(), end.artifacts(), current, upload).ifPresent(outbox::add);
    } catch (IOException | UncheckedIOException e) {
      warnings.accept(
          "MLflow: the report or the best network cannot be read and is not sent: " + e);
    }
    Note note = Keepsakes.note(end.verdict(), end.artifacts().bestTrial());
    outbox.add(() -> current.ended(end.sweep(), end.verdict().outcome(), note));
  }

  private void interruptTrials(SweepRuns current) {
    long now = clock.millis();
    underWay.values().forEach(trial -> tell(trial.number(), () -> current.trialEnded(trial, now)));
    underWay.clear();
    backlog.allOver();
  }

  /** A sweep that did not come to its end is shown as killed. */
  @Override
  public void close() {
    SweepRuns current = runs;
    if (current != null && !ended) {
      ended = true;
      interruptTrials(current);
      long now = clock.millis();
      outbox.add(() -> current.interrupted(now));
    }
    int missing = outbox.close() + backlog.size();
    api.close();
    if (missing > 0) {
      warnings.accept(
          "MLflow: %d updates did not reach %s. %s".formatted(missing, server, advice()));
    } else if (warned) {
      warnings.accept("MLflow: %s has everything now.".formatted(server));
    }
  }

  private void warn(MlflowFailure failure) {
    warned = true;
    warnings.accept(
        "MLflow: %s Training goes on, and every result is kept. %s"
            .formatted(failure.getMessage(), advice()));
  }

  private String advice() {
    return "To send what is missing later: ./fathom sync --to %s %s".formatted(server, store);
  }

  private SweepRuns runs() {
    SweepRuns current = runs;
    if (current == null) {
      throw new IllegalStateException("the start of the sweep comes first");
    }
    return current;
  }
}
