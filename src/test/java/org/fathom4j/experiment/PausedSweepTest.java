package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.SweepPaused;
import org.fathom4j.event.SweepEvent.SweepResumed;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.local.Request;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sweep that is paused begins no epoch, and comes to the figures of an undisturbed one. */
final class PausedSweepTest {
  private static final int SECONDS = 300;
  private static final int LOOK_MILLIS = 300;

  /** So many epochs that none of three trials is at its end when the pause is seen. */
  private static final String LONG = SmallSweep.FILE.replace("epochs: 4", "epochs: 16");

  @SuppressWarnings("NullAway.Init")
  private static List<TrialRecord> undisturbed;

  @TempDir static Path shared;
  @TempDir Path folder;

  /** A sweep that waits, all of its workers. */
  private record Waiting(SmallSweep sweep, CompletableFuture<SweepResult> result) {
    SweepResult end() {
      return result.orTimeout(SECONDS, TimeUnit.SECONDS).join();
    }
  }

  @BeforeAll
  static void runUndisturbed() {
    SmallSweep sweep = new SmallSweep(shared.resolve("undisturbed"), step -> {}).of(LONG);
    sweep.run(1, false);
    undisturbed = SmallSweep.timeless(sweep.store);
  }

  private static SmallSweep sweep(Path store) {
    AtomicBoolean paused = new AtomicBoolean();
    return new SmallSweep(
            store,
            step -> {
              if (step.epoch() >= 2 && paused.compareAndSet(false, true)) {
                pause(store);
              }
            })
        .of(LONG)
        .pausedBy(Request.pause(store))
        .stoppedBy(Request.stop(store));
  }

  private static void pause(Path store) {
    try {
      Request.pause(store).put();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Waiting waiting(Workers workers) throws InterruptedException {
    SmallSweep sweep = sweep(folder.resolve("paused"));
    Waiting waiting =
        new Waiting(sweep, CompletableFuture.supplyAsync(() -> sweep.run(workers, false)));
    int before = -1;
    while (before != sweep.events.size() || !sweep.events.contains(new SweepPaused())) {
      assertThat(waiting.result).isNotDone();
      before = sweep.events.size();
      Thread.sleep(LOOK_MILLIS);
    }
    return waiting;
  }

  private static Workers two(boolean processes) {
    return new Workers(
        OptionalInt.of(2), OptionalInt.empty(), Optional.of(processes), Workers.SILENCE);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whilePaused_noEpochIsBegun_andFiguresAreThoseOfAnUndisturbedSweep(boolean processes)
      throws Exception {
    Waiting waiting = waiting(two(processes));
    Request.pause(waiting.sweep.store).withdraw();
    assertThat(waiting.end().interrupted()).isFalse();
    List<SweepEvent> events = waiting.sweep.events;
    assertThat(events).containsOnlyOnce(new SweepPaused(), new SweepResumed());
    assertThat(begunWhilePaused(events)).isEmpty();
    assertThat(SmallSweep.timeless(waiting.sweep.store)).isEqualTo(undisturbed);
  }

  /** Steps of epochs that began although the sweep was known to be paused. */
  private static List<Progress> begunWhilePaused(List<SweepEvent> events) {
    int from = events.indexOf(new SweepPaused());
    Set<Integer> waiting = new HashSet<>();
    List<Progress> begun = new ArrayList<>();
    for (SweepEvent event : events.subList(from, events.indexOf(new SweepResumed()))) {
      if (event instanceof EpochEnded ended) {
        waiting.add(ended.number());
      } else if (event instanceof TrialStarted started) {
        waiting.add(started.number());
      } else if (event instanceof Progress step && waiting.contains(step.number())) {
        begun.add(step);
      }
    }
    return begun;
  }

  @Test
  void aPausedSweepIsStoppedOrKilled_andGoesOn() throws Exception {
    Waiting waiting = waiting(two(false));
    Path killed = copy(waiting.sweep.store, folder.resolve("killed"));
    Request.stop(waiting.sweep.store).put();
    assertThat(waiting.end().interrupted()).isTrue();
    for (Path store : List.of(waiting.sweep.store, killed)) {
      assertThat(store.resolve("pause")).exists();
      SmallSweep goingOn =
          new SmallSweep(store, step -> {}).of(LONG).pausedBy(Request.pause(store));
      new Waiting(goingOn, CompletableFuture.supplyAsync(() -> goingOn.run(2, true))).end();
      assertThat(SmallSweep.timeless(store)).isEqualTo(undisturbed);
    }
  }

  /** What a process that is killed now leaves. */
  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
    return to;
  }
}
