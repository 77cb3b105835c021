package org.fathom4j.tracking.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.DIVERGED;
import static org.fathom4j.metrics.TrialState.FAILED;
import static org.fathom4j.metrics.TrialState.RUNNING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {
  @TempDir Path temp;

  private Path run() {
    return temp.resolve("runs/depth/one");
  }

  @Test
  void readsBackExactlyWhatWasTold() {
    SweepRecord told = wholeSweep();

    assertThat(LocalStore.read(run())).isEqualTo(told);
    assertThat(LocalStore.ending(run())).map(Ending::bestTrial).contains(1);
    assertThat(LocalStore.ending(run()).map(Ending::verdict))
        .contains(Records.verdict(Outcome.FAILED));
  }

  private SweepRecord wholeSweep() {
    try (LocalStore store = LocalStore.open(run())) {
      store.on(Records.start("one"));
      TrialRecord first = Records.play(store, 1, COMPLETE, 3);
      TrialRecord second = Records.play(store, 2, FAILED, 0);
      TrialRecord third = Records.play(store, 3, DIVERGED, 2);
      SweepRecord told = Records.sweep("one", List.of(first, second, third));
      store.on(Records.end(told, Outcome.FAILED));
      return told;
    }
  }

  @Test
  void nanAndInfinitySurvive() {
    EpochRecord wild =
        new EpochRecord(
            1,
            5,
            java.util.Map.of(
                "a", Double.NaN, "b", Double.POSITIVE_INFINITY, "c", Double.NEGATIVE_INFINITY));
    try (LocalStore store = LocalStore.open(run())) {
      store.on(Records.start("one"));
      store.on(Records.begin(1));
      store.on(new EpochEnded(1, wild));
    }

    assertThat(LocalStore.read(run()).trials().get(0).epochs()).containsExactly(wild);
  }

  @Test
  void anEpochIsReadableAsSoonAsItEnded() {
    try (LocalStore store = LocalStore.open(run())) {
      store.on(Records.start("one"));
      store.on(Records.begin(1));
      store.on(Records.epochEnd(1, 1));

      TrialRecord running = LocalStore.read(run()).trials().get(0);
      assertThat(running.state()).isEqualTo(RUNNING);
      assertThat(running.epochs()).containsExactly(Records.epoch(1, 1));
      assertThat(LocalStore.ending(run())).isEmpty();
    }
  }

  @Test
  void everyCutOfTheLastLineLeavesTheEpochsBeforeIt() throws IOException {
    wholeSweep();
    Path epochs = run().resolve("trials/0001/epochs.jsonl");
    byte[] whole = Files.readAllBytes(epochs);
    int lastLine = new String(whole, java.nio.charset.StandardCharsets.UTF_8).lastIndexOf('{');
    for (int length = lastLine; length < whole.length; length++) {
      Files.write(epochs, java.util.Arrays.copyOf(whole, length));

      assertThat(LocalStore.read(run()).trials().get(0).epochs())
          .containsExactly(Records.epoch(1, 1), Records.epoch(1, 2));
    }
  }

  @Test
  void aTrialKilledBeforeItsFirstFileIsNotThere() throws IOException {
    wholeSweep();
    Files.createDirectories(run().resolve("trials/0004"));
    Files.writeString(run().resolve("trials/0004/trial.json.tmp"), "{\"num");

    assertThat(LocalStore.read(run()).trials())
        .extracting(TrialRecord::number)
        .containsExactly(1, 2, 3);
  }

  @Test
  void aTrialWithoutItsEndIsRunning() throws IOException {
    wholeSweep();
    Files.delete(run().resolve("trials/0003/result.json"));

    TrialRecord third = LocalStore.read(run()).trials().get(2);
    assertThat(third.state()).isEqualTo(RUNNING);
    assertThat(third.epochs()).hasSize(2);
  }

  @Test
  void aTrialTrainedAgainStartsFromNothingAndKeepsItsEarlierTryAside() throws IOException {
    wholeSweep();
    Files.writeString(LocalStore.modelFile(run(), 3), "network");
    SweepRecord again;
    try (LocalStore store = LocalStore.open(run())) {
      store.on(Records.start("one"));
      assertThat(LocalStore.ending(run())).isEmpty();
      again = Records.sweep("one", List.of(Records.play(store, 3, COMPLETE, 1)));
    }

    assertThat(LocalStore.read(run()).trials()).hasSize(3).contains(again.trials().get(0));
    assertThat(run().resolve("trials/0003/earlier/1"))
        .isDirectoryContaining("glob:**/epochs.jsonl")
        .isDirectoryContaining("glob:**/result.json")
        .isDirectoryContaining("glob:**/model.zip");
    assertThat(StoreReader.epochs(run().resolve("trials/0003/earlier/1/epochs.jsonl"))).hasSize(2);
  }

  @Test
  void thePartsOfOneTrialShareItsFiles_andAPauseIsReadBack() throws IOException {
    try (LocalStore store = LocalStore.open(run())) {
      store.on(Records.start("one"));
      store.on(Records.begin(1));
      store.on(Records.epochEnd(1, 1));
      store.on(new Paused(1, 1, 2.5));
      assertThat(LocalStore.read(run()).trials())
          .containsExactly(
              Records.started(1)
                  .withEpochs(List.of(Records.epoch(1, 1)))
                  .in(TrialState.PAUSED, "", 2.5));
      store.on(new Continued(1, 1, 2));
      assertThat(LocalStore.read(run()).trials().get(0).state()).isEqualTo(RUNNING);
      store.on(Records.epochEnd(1, 2));
      store.on(Records.end(1, COMPLETE, 2));
    }

    assertThat(LocalStore.read(run()).trials()).containsExactly(Records.ended(1, COMPLETE, 2));
    assertThat(run().resolve("trials/0001/earlier")).doesNotExist();
  }

  @Test
  void aStartThatALossOfPowerLeftEmptyIsNone() throws IOException {
    try (LocalStore store = LocalStore.open(run())) {
      store.on(Records.start("one"));
      Records.play(store, 1, COMPLETE, 2);
      store.on(Records.begin(2));
    }
    Files.writeString(run().resolve("trials/0002/trial.json"), "");
    assertThat(LocalStore.read(run()).trials()).extracting(TrialRecord::number).containsExactly(1);

    try (LocalStore store = LocalStore.open(run())) {
      Records.play(store, 2, COMPLETE, 2);
    }
    assertThat(LocalStore.read(run()).trials())
        .containsExactly(Records.ended(1, COMPLETE, 2), Records.ended(2, COMPLETE, 2));
  }

  @Test
  void everyFurtherTryIsKept() {
    wholeSweep();
    try (LocalStore store = LocalStore.open(run())) {
      Records.play(store, 2, FAILED, 1);
      Records.play(store, 2, FAILED, 2);
    }

    assertThat(run().resolve("trials/0002/earlier/1/result.json")).exists();
    assertThat(run().resolve("trials/0002/earlier/2/epochs.jsonl")).exists();
    assertThat(LocalStore.read(run()).trials().get(1).epochs()).hasSize(2);
  }

  @Test
  void passesOverFieldsOfALaterVersionAndFillsThoseThatAnEarlierOneLacked() throws IOException {
    wholeSweep();
    Path result = run().resolve("trials/0001/result.json");
    String text = Files.readString(result).replace("\"seed\"", "\"colour\" : [1], \"sede\"");
    Files.writeString(result, text.replace("\"cause\" : \"\",", ""));

    TrialRecord first = LocalStore.read(run()).trials().get(0);
    assertThat(first.seed()).isZero();
    assertThat(first.cause()).isEmpty();
    assertThat(first.state()).isEqualTo(COMPLETE);
  }

  @Test
  void aDamagedLineInTheMiddleIsNamedByFileAndLine() throws IOException {
    wholeSweep();
    Path epochs = run().resolve("trials/0001/epochs.jsonl");
    List<String> lines = Files.readAllLines(epochs);
    Files.write(epochs, List.of(lines.get(0), "{\"epoch\":", lines.get(2)));

    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> LocalStore.read(run()))
        .withMessageContaining("epochs.jsonl:2 is damaged")
        .withMessageContaining("--resume");
  }

  @Test
  void aFolderWithoutARunIsRefused() {
    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> LocalStore.read(temp))
        .withMessageContaining(temp.toString())
        .withMessageContaining("no sweep.json");
  }

  @Test
  void anUnwritableFolderIsRefusedBeforeAnythingStarts() throws IOException {
    Path file = Files.writeString(temp.resolve("occupied"), "");

    assertThatExceptionOfType(InvalidSpecException.class)
        .isThrownBy(() -> LocalStore.open(file.resolve("runs")))
        .withMessageContaining("occupied")
        .withMessageContaining("--out");
  }

  @Test
  void twoWritersAreRefused() {
    try (LocalStore first = LocalStore.open(run())) {
      assertThat(first.folder()).isEqualTo(run());
      assertThatExceptionOfType(InvalidSpecException.class)
          .isThrownBy(() -> LocalStore.open(run()))
          .withMessageContaining("pid " + ProcessHandle.current().pid())
          .withMessageContaining("--out");
    }
  }

  @Test
  void theNewestRunOfTheSameExperimentIsFound() throws IOException {
    wholeSweep();
    Path other = temp.resolve("runs/depth/two");
    try (LocalStore store = LocalStore.open(other)) {
      store.on(Records.start("two"));
    }
    Path sweep = other.resolve("sweep.json");
    String later =
        Files.readString(sweep).replace("" + Records.STARTED, "" + (Records.STARTED + 1));
    Files.writeString(sweep, later);
    Path damaged = Files.createDirectories(temp.resolve("runs/depth/three"));
    Files.writeString(damaged.resolve("sweep.json"), "{", StandardOpenOption.CREATE);

    assertThat(LocalStore.runs(temp.resolve("runs"))).containsExactly(other, run());
    assertThat(LocalStore.latest(temp.resolve("runs"), "c0ffee")).contains(other);
    assertThat(LocalStore.latest(temp.resolve("runs"), "beef")).isEmpty();
    assertThat(LocalStore.latest(temp.resolve("absent"), "c0ffee")).isEmpty();
  }
}
