package org.fathom4j.tracking.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fathom4j.metrics.TrialState.COMPLETE;
import static org.fathom4j.metrics.TrialState.PAUSED;
import static org.fathom4j.metrics.TrialState.PRUNED;
import static org.fathom4j.metrics.TrialState.RUNNING;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fathom4j.event.TrialEvent.Continued;
import org.fathom4j.event.TrialEvent.EpochEnded;
import org.fathom4j.event.TrialEvent.Paused;
import org.fathom4j.event.TrialEvent.Pruned;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.tracking.Records;
import org.fathom4j.tracking.local.FollowedRun.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFollowerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path temp;

  private LocalStore store;
  private RunFollower follower;

  @BeforeEach
  void start() {
    store = LocalStore.open(temp.resolve("run"));
    store.on(Records.start("run"));
    follower = new RunFollower(temp.resolve("run"));
  }

  @AfterEach
  void stop() {
    store.close();
  }

  private Trial trial(int number) {
    return follower.look(LONG).trials().stream()
        .filter(trial -> trial.record().number() == number)
        .findFirst()
        .orElseThrow();
  }

  private void expect(int number, TrialState state, int epochs) {
    assertThat(trial(number).record().state()).isEqualTo(state);
    assertThat(trial(number).curves().epochs()).isEqualTo(epochs);
  }

  @Test
  void whatItSeesStepByStepIsWhatIsReadAtOnce() {
    store.on(Records.begin(1));
    expect(1, RUNNING, 0);
    store.on(Records.epochEnd(1, 1));
    expect(1, RUNNING, 1);
    store.on(new Paused(1, 1, 2.5));
    expect(1, PAUSED, 1);
    store.on(new Continued(1, 1, 3));
    expect(1, RUNNING, 1);
    store.on(Records.epochEnd(1, 2));
    store.on(new Paused(1, 2, 5));
    expect(1, PAUSED, 2);
    store.on(new Pruned(1, 2, "others did better"));
    TrialRecord paused = LocalStore.read(store.folder()).trials().get(0);
    store.on(new TrialEnded(paused.in(PRUNED, "others did better", 5)));
    expect(1, PRUNED, 2);
    TrialRecord read = LocalStore.read(store.folder()).trials().get(0);
    assertThat(trial(1).record().withEpochs(read.epochs())).isEqualTo(read);
    for (EpochRecord epoch : read.epochs()) {
      Map<String, Double> followed = new TreeMap<>();
      trial(1)
          .curves()
          .names()
          .forEach(n -> followed.put(n, trial(1).curves().at(n, epoch.epoch())));
      assertThat(followed).isEqualTo(epoch.metrics());
    }
    assertThat(trial(1).curves().lastMillis()).isEqualTo(read.epochs().get(1).timeMillis());
  }

  @Test
  void aTrialThatBeginsAnewForgetsItsEarlierTry() {
    store.on(Records.begin(1));
    store.on(Records.epochEnd(1, 1));
    store.on(Records.epochEnd(1, 2));
    expect(1, RUNNING, 2);
    store.on(Records.begin(1));
    expect(1, RUNNING, 0);
    store.on(Records.epochEnd(1, 1));
    store.on(Records.epochEnd(1, 2));
    store.on(Records.epochEnd(1, 3));
    expect(1, RUNNING, 3);
  }

  @Test
  void theJournalIsReadAsItGrows_upToADamagedLine() throws Exception {
    store.on(Records.begin(1));
    assertThat(follower.look(LONG).journal()).isEqualTo(LocalStore.journal(store.folder()));
    store.on(new Paused(1, 0, 2.5));
    List<JournalEntry> whole = LocalStore.journal(store.folder());
    assertThat(follower.look(LONG).journal()).hasSize(3).isEqualTo(whole);
    Path journal = store.folder().resolve("journal.jsonl");
    Files.writeString(journal, "{\"millis\":1,\"eve", StandardOpenOption.APPEND);
    assertThat(follower.look(LONG).journal()).isEqualTo(whole);
    assertThat(follower.look(LONG).problems()).isEmpty();
    Files.writeString(journal, "nt\":\"STARTED\"}\n", StandardOpenOption.APPEND);
    assertThat(follower.look(LONG).journal()).isEqualTo(whole);
    assertThat(follower.look(LONG).problems()).containsExactly(journal + " is damaged");
  }

  @Test
  void aTornLineIsReadOnceItIsWhole() throws Exception {
    store.on(Records.begin(1));
    store.on(Records.epochEnd(1, 1));
    Path epochs = temp.resolve("run/trials/0001/epochs.jsonl");
    String line =
        "{\"epoch\":2,\"timeMillis\":5,\"metrics\":{\"train/loss\":\"-Infinity\",\"new\":1}}\n";
    Files.writeString(epochs, line.substring(0, 30), StandardOpenOption.APPEND);
    expect(1, RUNNING, 1);
    Files.writeString(epochs, line.substring(30), StandardOpenOption.APPEND);
    expect(1, RUNNING, 2);
    assertThat(trial(1).curves().at("train/loss", 2)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(trial(1).curves().at("new", 1)).isNaN();
    assertThat(trial(1).curves().at("new", 2)).isEqualTo(1);
    assertThat(trial(1).curves().at("validation/accuracy", 2)).isNaN();
  }

  @Test
  void manyEpochsAndWildNumbersSurvive() {
    store.on(Records.begin(1));
    for (int epoch = 1; epoch <= 100; epoch++) {
      double loss = epoch % 7 == 0 ? Double.NaN : 1.0 / epoch;
      store.on(new EpochEnded(1, new EpochRecord(epoch, epoch, Map.of("train/loss", loss))));
    }
    for (int epoch = 1; epoch <= 100; epoch++) {
      double loss = epoch % 7 == 0 ? Double.NaN : 1.0 / epoch;
      assertThat(trial(1).curves().at("train/loss", epoch)).isEqualTo(Double.valueOf(loss));
    }
  }

  @Test
  void theSameIsToldAsTheSameObject() {
    Records.play(store, 1, COMPLETE, 3);
    FollowedRun first = follower.look(LONG);
    assertThat(follower.look(LONG)).isSameAs(first);
    assertThat(follower.look(Duration.ZERO)).isSameAs(first);
    assertThat(first.beingWritten()).isTrue();
    store.close();
    assertThat(follower.look(LONG).beingWritten()).isFalse();
  }

  @Test
  void withoutTimeTrialsAreCountedAndNotRead() {
    Records.play(store, 1, COMPLETE, 3);
    Records.play(store, 2, COMPLETE, 3);
    FollowedRun head = follower.look(Duration.ZERO);
    assertThat(head.unread()).isEqualTo(2);
    assertThat(head.trials()).isEmpty();
    assertThat(follower.look(LONG).unread()).isZero();
  }
}
