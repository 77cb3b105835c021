package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.fathom4j.ChildProcess;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.local.LocalStore;
import org.fathom4j.tracking.local.RunningTime;
import org.fathom4j.training.Budget;
import org.fathom4j.trial.TrialJob;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that was broken off within a trial goes on from that trial's last checkpoint. */
final class ResumedSweepTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void runUndisturbed() throws Exception {
    assertThat(run("undisturbed", undisturbed().toString())).isZero();
  }

  private static Path undisturbed() {
    return shared.resolve("undisturbed");
  }

  @Test
  void aKilledSweep_goesOnWithinItsTrial_toTheFiguresOfTheUndisturbedOne() throws Exception {
    Path killed = folder.resolve("killed");
    assertThat(run("killed", killed.toString())).isEqualTo(137);
    assertThat(killed.resolve("trials/0002/checkpoint.bin")).isRegularFile();
    assertThat(killed.resolve("trials/0001/checkpoint.bin")).doesNotExist();
    assertThat(run("resumed", killed.toString())).isZero();
    assertThat(SmallSweep.timeless(killed))
        .hasSize(3)
        .allMatch(trial -> trial.state() == TrialState.COMPLETE)
        .isEqualTo(SmallSweep.timeless(undisturbed()));
    assertThat(checkpoints(killed)).isZero();
  }

  @Test
  void aJobRunFromItsJsonInAnotherProcess_givesTheRecordOfTheSweep() throws Exception {
    PreparedSweep sweep = SmallSweep.prepared();
    TrialJob job = TrialJob.of(sweep.trials().get(1).planned(), new Budget(1, 4), sweep.file());
    Files.writeString(folder.resolve("job.json"), job.toJson());
    assertThat(run("job", folder.toString())).isZero();
    assertThat(folder.resolve("record.txt"))
        .hasContent(SmallSweep.timeless(undisturbed()).get(1).toString());
  }

  @Test
  void anInterruptedSweep_goesOnWithinItsTrial() throws IOException {
    SmallSweep first = interrupted();
    assertThat(checkpoints(first.store)).isEqualTo(1);
    double before = RunningTime.seconds(LocalStore.journal(first.store));
    assertThat(before).isGreaterThan(0);
    SmallSweep second = new SmallSweep(first.store, moment -> {});
    SweepRecord whole = second.run(true).record();
    assertThat(whole.seconds()).isGreaterThan(before);
    assertThat(whole.trials())
        .hasSize(3)
        .allMatch(trial -> trial.state() == TrialState.COMPLETE)
        .allSatisfy(trial -> assertThat(trial.epochs()).hasSize(4))
        .allSatisfy(
            trial ->
                assertThat(trial.epochs()).isSortedAccordingTo((a, b) -> a.epoch() - b.epoch()));
    assertThat(second.firstEpochs).containsEntry(1, 3);
    assertThat(second.said).contains("trial 1 goes on after epoch 2");
    assertThat(checkpoints(first.store)).isZero();
  }

  @Test
  void aTornCheckpoint_isNeverTaken_theTrialStartsAgain() throws IOException {
    SmallSweep first = interrupted();
    Path checkpoint = first.store.resolve("trials/0001/checkpoint.bin");
    byte[] whole = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, java.util.Arrays.copyOf(whole, whole.length - 1));
    SmallSweep second = new SmallSweep(first.store, moment -> {});
    second.run(true);
    assertThat(second.firstEpochs).containsEntry(1, 1);
    assertThat(second.said)
        .anyMatch(line -> line.startsWith("warning: trial 1 starts again: its checkpoint"));
    TrialRecord trial = SmallSweep.timeless(first.store).get(0);
    assertThat(trial.state()).isEqualTo(TrialState.COMPLETE);
  }

  /** Interrupted in the third epoch of the first trial. */
  private SmallSweep interrupted() {
    AtomicBoolean stop = new AtomicBoolean();
    SmallSweep sweep =
        new SmallSweep(folder.resolve("interrupted"), at -> stop.set(at.epoch() == 3))
            .stoppedBy(stop::get);
    assertThat(sweep.run(false).interrupted()).isTrue();
    return sweep;
  }

  private static long checkpoints(Path store) throws IOException {
    try (Stream<Path> files = Files.walk(store)) {
      return files.filter(file -> file.toString().contains("checkpoint")).count();
    }
  }

  private static int run(String... arguments) throws Exception {
    return ChildProcess.of(KilledSweep.class, arguments)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start()
        .waitFor();
  }
}
