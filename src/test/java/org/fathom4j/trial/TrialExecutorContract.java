package org.fathom4j.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.fathom4j.config.ExperimentFile;
import org.fathom4j.data.DataPlaces;
import org.fathom4j.event.EventOrder;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.SweepEvent.Remark;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.event.TrialEvent.BrokenOff;
import org.fathom4j.event.TrialEvent.CheckpointKept;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Progress;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.event.TrialEvent.TrialStarted;
import org.fathom4j.event.TrialRecords;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.training.Budget;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every executor does with a job, wherever it trains it. */
@Timeout(120)
public abstract class TrialExecutorContract {
  private static final int EPOCHS = 3;
  private static final ExperimentFile FILE =
      ExperimentFile.parse(
          """
          name: tiny
          data: {name: street-numbers, train: 32, validation: 16, test: 16}
          network: [{dense: {units: "${width}", dropout: 0.2}}, output]
          training: {epochs: 3, batch: 16, optimizer: {adam: {rate: "${rate}"}}, engine: dl4j}
          sweep: {space: {width: [2, 3], rate: [0.002]}}
          """,
          Path.of("tiny.yaml"),
          Optional.empty(),
          List.of());

  @TempDir Path folder;

  @SuppressWarnings("NullAway.Init")
  private LocalStore store;

  private final EventOrder order = new EventOrder();
  private final TrialRecords records = new TrialRecords();
  private final List<SweepEvent> heard = new ArrayList<>();
  private final BlockingQueue<TrialEvent> ends = new LinkedBlockingQueue<>();

  /** An executor whose trainings look for data nowhere, and keep a checkpoint after each epoch. */
  protected abstract TrialExecutor open(int slots, RunFiles files, BooleanSupplier stopped);

  /** Where the street numbers, which are drawn, are found. */
  protected static TrialBinding binding() {
    return new TrialBinding(DataPlaces.of(Map.of(), Path.of("."), true));
  }

  @BeforeEach
  void start() {
    store = LocalStore.open(folder.resolve("run"));
    hear(Records.start("contract"));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private synchronized void hear(SweepEvent event) {
    order.on(event);
    store.on(event);
    records.on(event);
    heard.add(event);
    if (event instanceof TrialEvent told && told.last()) {
      ends.add(told);
    }
  }

  private TrialExecutor open(int slots) {
    return open(slots, store.files(), () -> false);
  }

  private static TrialJob job(int number, int from, int to) {
    return job(number, 0.002, from, to);
  }

  private static TrialJob job(int number, double rate, int from, int to) {
    Map<String, Object> parameters = Map.of("width", 3, "rate", rate);
    return TrialJob.of(new PlannedTrial(number, parameters, 5, 0), new Budget(from, to), FILE);
  }

  private TrialEvent run(TrialExecutor executor, TrialJob job) throws InterruptedException {
    executor.start(job, this::hear);
    return ends.take();
  }

  private <T extends SweepEvent> List<T> all(Class<T> kind) {
    return heard.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void aJobIsToldFromItsStartToItsEnd_andItsNetworkIsKept() throws Exception {
    try (TrialExecutor executor = open(1)) {
      run(executor, job(1, 1, EPOCHS));
    }
    assertThat(heard.get(1)).isInstanceOf(TrialStarted.class);
    assertThat(all(Progress.class)).extracting(Progress::epoch).contains(1, 2, EPOCHS);
    assertThat(all(Progress.class)).last().isEqualTo(step(EPOCHS, 32));
    assertThat(all(CheckpointKept.class)).hasSize(EPOCHS);
    TrialRecord ended = all(TrialEnded.class).get(0).trial();
    assertThat(ended.state()).isEqualTo(TrialState.COMPLETE);
    assertThat(ended.epochs()).hasSize(EPOCHS);
    assertThat(ended.results()).containsKey("test/accuracy");
    assertThat(store.files().model(1)).isRegularFile();
    assertThat(LocalStore.read(store.folder()).trials()).containsExactly(ended);
  }

  private Progress step(int epoch, int examples) {
    List<Progress> steps = all(Progress.class);
    double loss = steps.get(steps.size() - 1).loss();
    return new Progress(1, epoch, EPOCHS, examples, 32, loss);
  }

  @Test
  void aBudgetThatEndsEarlyPauses_andALaterJobGoesOnToTheUnbrokenFigures() throws Exception {
    try (TrialExecutor executor = open(1)) {
      TrialEvent first = run(executor, job(1, 1, 1));
      assertThat(first).isInstanceOf(Paused.class);
      assertThat(((Paused) first).epoch()).isEqualTo(1);
      assertThat(((Paused) first).seconds()).isPositive();
      assertThat(run(executor, job(1, 2, 2))).isInstanceOf(Paused.class);
      assertThat(run(executor, job(1, 3, EPOCHS))).isInstanceOf(TrialEnded.class);
      run(executor, job(2, 1, EPOCHS));
    }
    assertThat(all(Continued.class))
        .containsExactly(new Continued(1, 1, 2), new Continued(1, 2, EPOCHS));
    List<TrialEnded> ended = all(TrialEnded.class);
    assertThat(ended.get(0).trial().results()).isEqualTo(ended.get(1).trial().results());
    assertThat(losses(ended.get(0).trial())).isEqualTo(losses(ended.get(1).trial())).hasSize(3);
    assertThat(store.folder().resolve("trials/0001/earlier")).doesNotExist();
  }

  private static List<Double> losses(TrialRecord trial) {
    return trial.epochs().stream().map(epoch -> loss(epoch)).toList();
  }

  private static double loss(EpochRecord epoch) {
    return epoch.metrics().getOrDefault("validation/loss", Double.NaN);
  }

  @Test
  void aRetryTellsTheEpochsBeforeItsCheckpointAgain() throws Exception {
    try (TrialExecutor executor = open(1)) {
      run(executor, job(1, 1, 2));
    }
    heard.clear();
    try (TrialExecutor executor = open(1)) {
      run(executor, job(1, 1, EPOCHS));
    }
    assertThat(all(TrialStarted.class)).hasSize(1);
    assertThat(all(Progress.class)).extracting(Progress::epoch).containsOnly(3);
    assertThat(all(Remark.class)).contains(Remark.note("trial 1 goes on after epoch 2"));
    assertThat(records.trials().get(0).epochs()).hasSize(EPOCHS);
  }

  @Test
  void aCheckpointThatCannotBeUsed_isTold_andTheTrialStartsAgain() throws Exception {
    try (TrialExecutor executor = open(1)) {
      run(executor, job(1, 1, 1));
      Files.write(store.folder().resolve("trials/0001/checkpoint.bin"), new byte[] {1});
      heard.clear();
      run(executor, job(1, 2, 2));
      Files.delete(store.folder().resolve("trials/0001/checkpoint.bin"));
      run(executor, job(1, 3, EPOCHS));
    }
    assertThat(all(Remark.class))
        .hasSize(2)
        .allMatch(remark -> remark.kind() == Remark.Kind.WARNING)
        .allMatch(remark -> remark.text().startsWith("trial 1 starts again: its checkpoint"));
    assertThat(all(TrialStarted.class)).hasSize(2);
    assertThat(records.trials().get(0).state()).isEqualTo(TrialState.COMPLETE);
  }

  @Test
  void aTrialThatFails_endsWithItsCause_andTheNextJobRuns() throws Exception {
    try (TrialExecutor executor = open(1)) {
      TrialEvent diverged = run(executor, job(1, 1e30, 1, EPOCHS));
      assertThat(((TrialEnded) diverged).trial().state()).isEqualTo(TrialState.DIVERGED);
      assertThat(((TrialEnded) diverged).trial().cause()).contains("loss became");
      assertThat(run(executor, job(2, 1, EPOCHS))).isInstanceOf(TrialEnded.class);
    }
    assertThat(records.trials()).extracting(TrialRecord::number).containsExactly(1, 2);
  }

  @Test
  void asManyJobsAsSlotsRunSideBySide_andNoMore() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    try (TrialExecutor executor = open(2)) {
      assertThat(executor.slots()).isEqualTo(2);
      Consumer<SweepEvent> meeting = event -> meet(event, both);
      executor.start(job(1, 1, EPOCHS), meeting);
      executor.start(job(2, 1, EPOCHS), meeting);
      both.await();
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(() -> executor.start(job(3, 1, EPOCHS), this::hear));
      meeting.accept(Remark.note("released"));
      ends.take();
      executor.start(job(3, 1, EPOCHS), this::hear);
      ends.take();
      ends.take();
    }
    assertThat(records.trials()).hasSize(3).allMatch(t -> t.state() == TrialState.COMPLETE);
  }

  private final CountDownLatch released = new CountDownLatch(1);

  /** No trial passes its start before both are there and a third was refused. */
  private void meet(SweepEvent event, CountDownLatch both) {
    hear(event);
    if (event instanceof Remark) {
      released.countDown();
    } else if (event instanceof TrialStarted) {
      both.countDown();
      awaitRelease();
    }
  }

  private void awaitRelease() {
    try {
      assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void closingBreaksOffWhatRuns_andWaitsForIt() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    TrialExecutor executor = open(1);
    executor.start(
        job(1, 1, EPOCHS),
        event -> {
          hear(event);
          if (event instanceof Progress) {
            running.countDown();
            awaitClosing(executor);
          }
        });
    running.await();
    executor.close();
    assertThat(ends.poll()).isEqualTo(new BrokenOff(1, ""));
  }

  /** Holds the training until the executor takes no more jobs. */
  private void awaitClosing(TrialExecutor executor) {
    for (boolean open = true; open; ) {
      try {
        executor.start(job(2, 1, EPOCHS), this::hear);
      } catch (IllegalStateException refused) {
        open = !String.valueOf(refused.getMessage()).contains("closed");
      }
    }
  }

  @Test
  void aStopBreaksOff_andTheTrialCanBeTakenUp() throws Exception {
    boolean[] stop = {false};
    try (TrialExecutor executor = open(1, store.files(), () -> stop[0])) {
      executor.start(
          job(1, 1, EPOCHS),
          event -> {
            hear(event);
            stop[0] |= event instanceof CheckpointKept;
          });
      assertThat(ends.take()).isEqualTo(new BrokenOff(1, ""));
    }
    try (TrialExecutor executor = open(1)) {
      assertThat(run(executor, job(1, 1, EPOCHS))).isInstanceOf(TrialEnded.class);
    }
    assertThat(records.trials().get(0).epochs()).hasSize(EPOCHS);
    assertThat(store.folder().resolve("trials/0001/earlier/1")).isDirectory();
  }

  @Test
  void aListenerThatThrows_breaksTheJobOff_withoutFailingTheTrial() throws Exception {
    try (TrialExecutor executor = open(1)) {
      executor.start(
          job(1, 1, EPOCHS),
          event -> {
            hear(event);
            if (event instanceof TrialEvent.EpochEnded) {
              throw new ExperimentException("the disk is full");
            }
          });
      assertThat(ends.take()).isEqualTo(new BrokenOff(1, "the disk is full"));
      assertThat(run(executor, job(2, 1, EPOCHS))).isInstanceOf(TrialEnded.class);
    }
    assertThat(all(TrialEnded.class)).hasSize(1);
  }
}
