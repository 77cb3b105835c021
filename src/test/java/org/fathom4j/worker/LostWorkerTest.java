package org.fathom4j.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.event.EventJson;
import org.fathom4j.event.EventOrder;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Lost;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.TrialJob;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a trial whose process is lost, in whatever way. */
@Timeout(180)
final class LostWorkerTest {
  private static final long MIB = 1 << 20;
  private static final DataPlaces PLACES = DataPlaces.of(Map.of(), Path.of("."), true);
  private static final int EPOCHS = 3;

  @TempDir static Path crashes;
  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private static WorkerPool pool;

  @SuppressWarnings("NullAway.Init")
  private LocalStore store;

  private final EventOrder order = new EventOrder();
  private final List<SweepEvent> heard = new CopyOnWriteArrayList<>();
  private final BlockingQueue<TrialEvent> ends = new LinkedBlockingQueue<>();

  @BeforeAll
  static void openPool() {
    Duration silence = Duration.ofMinutes(2);
    pool = new WorkerPool(new WorkerLimits(1, 128 * MIB, 128 * MIB, 0, silence), crashes);
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  @BeforeEach
  void start() {
    store = LocalStore.open(folder.resolve("run"));
    hear(Records.start("lost"));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private synchronized void hear(SweepEvent event) {
    order.on(event);
    store.on(event);
    heard.add(event);
    if (event instanceof TrialEvent told && told.last()) {
      ends.add(told);
    }
  }

  private ProcessExecutor executor() {
    return new ProcessExecutor(1, pool, PLACES, store.files(), Duration.ZERO, () -> false, false);
  }

  private TrialJob job(int number, String springs) throws IOException {
    Path notes = Files.createDirectories(folder.resolve("notes" + number));
    String yaml =
        """
        name: lost
        data: {name: street-numbers, train: 32, validation: 16, test: 16}
        network: [{dense: {units: 3, dropout: 0.2}}, {trap: {springs: %s, folder: '%s'}}, output]
        training: {epochs: 3, batch: 16, optimizer: {adam: {rate: 0.002}}, engine: dl4j}
        """
            .formatted(springs, notes);
    ExperimentFile file =
        ExperimentFile.parse(yaml, Path.of("lost.yaml"), Optional.empty(), List.of());
    return TrialJob.of(new PlannedTrial(number, Map.of(), 5, 0), new Budget(1, EPOCHS), file);
  }

  private TrialRecord run(TrialJob job, Consumer<ProcessExecutor> meanwhile) throws Exception {
    try (ProcessExecutor executor = executor()) {
      executor.start(job, this::hear);
      meanwhile.accept(executor);
      return ((TrialEnded) ends.take()).trial();
    }
  }

  private List<String> causes() {
    return heard.stream()
        .filter(Lost.class::isInstance)
        .map(event -> ((Lost) event).cause())
        .toList();
  }

  @Test
  void aCrash_costsOneTry_andTheTrialEndsWithTheFiguresOfAnUndisturbedOne() throws Exception {
    TrialRecord crashed = run(job(1, "print abort"), executor -> {});
    assertThat(crashed.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(causes())
        .singleElement()
        .asString()
        .startsWith("crashed in native code (SIGABRT): SIGSEGV (0xb) at pc=")
        .contains("in C  [");
    List<Integer> told =
        heard.stream()
            .filter(EpochEnded.class::isInstance)
            .map(event -> ((EpochEnded) event).epoch().epoch())
            .toList();
    assertThat(told).containsExactly(1, 1, 2, 3); // the second try goes on after the first epoch
    TrialJob undisturbed = job(2, "print");
    assertThat(run(undisturbed, executor -> {}).results()).isEqualTo(crashed.results());
    assertThat(LocalStore.read(store.folder()).trials()).contains(crashed);
  }

  @Test
  void memoryThatRunsOutTwice_failsTheTrial_andTheNextOneRuns() throws Exception {
    TrialRecord failed = run(job(1, "heap arrays"), executor -> {});
    assertThat(failed.state()).isEqualTo(TrialState.FAILED);
    assertThat(failed.cause())
        .startsWith(
            "two worker processes were lost: the first ran out of memory; the second ran out of memory: ")
        .contains("java.lang.OutOfMemoryError");
    assertThat(failed.networkParameters()).isPositive();
    assertThat(failed.epochs()).hasSize(1);
    assertThat(causes()).singleElement().asString().contains("Java heap space");
    TrialRecord next = run(job(2, "print"), executor -> {});
    assertThat(next.state()).isEqualTo(TrialState.COMPLETE);
  }

  @Test
  void aTrialThatHangs_isEndedAfterItsLimit_andOneThatIsKilledThen_hasFailed() throws Exception {
    TrialRecord failed =
        run(
            job(1, "hang hang-again"),
            executor -> {
              awaitNote("hang");
              while (causes().isEmpty()) {
                executor.tick(); // as if time passed
              }
              awaitNote("hang-again");
              ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
            });
    assertThat(failed.state()).isEqualTo(TrialState.FAILED);
    assertThat(failed.cause())
        .startsWith("two worker processes were lost: the first was silent for too long")
        .contains("the second was killed (SIGKILL)");
  }

  private void awaitNote(String word) {
    Path note = folder.resolve("notes1").resolve(word);
    while (!Files.exists(note)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aWorkerWhoseParentIsGone_endsAtOnce_inWhateverStepItIs() throws Exception {
    TrialJob job = job(1, "hang");
    Files.createDirectories(store.folder().resolve("trials/0001"));
    WorkerProcess worker = pool.take();
    assertThat(worker.isReady()).isTrue();
    Setting setting = Setting.of(store.folder(), 1, Duration.ZERO, PLACES);
    worker.order(new Order.Train(setting, job, false));
    SweepEvent event;
    do {
      event = EventJson.read(worker.next().orElseThrow());
      worker.order(new Order.Heard(false));
    } while (!(event instanceof TrialEvent.CheckpointKept));
    awaitNote("hang");
    worker.close();
    assertThat(worker.ending().how()).isEqualTo("ended with exit code 0");
  }
}
