package org.fathom4j.tracking.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.fathom4j.ChildProcess;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.Records;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreKillTest {
  @TempDir Path temp;

  @Test
  void aKilledProcessLosesNoEndedEpochAndItsLockHoldsNobodyUp() throws Exception {
    Process writer = startWriter();
    try (BufferedReader told =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(told.readLine()).isEqualTo("2 epochs stored");
      assertThatExceptionOfType(InvalidSpecException.class)
          .isThrownBy(() -> LocalStore.open(temp))
          .withMessageContaining("pid " + writer.pid());
    } finally {
      writer.destroyForcibly().waitFor(); // SIGKILL
    }

    SweepRecord left = LocalStore.read(temp);
    assertThat(left.trials())
        .containsExactly(
            Records.ended(1, TrialState.COMPLETE, 3),
            new TrialRecord(
                2,
                Records.started(2).parameters(),
                7,
                0,
                TrialState.RUNNING,
                "",
                60_012,
                "dl4j",
                List.of(Records.epoch(2, 1), Records.epoch(2, 2)),
                java.util.Map.of(),
                0));
    try (LocalStore again = LocalStore.open(temp)) {
      Records.play(again, 2, TrialState.COMPLETE, 3);
    }
    assertThat(LocalStore.read(temp).trials()).allMatch(t -> t.state().finished()).hasSize(2);
  }

  private Process startWriter() throws IOException {
    return ChildProcess.of(Writer.class, temp.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Stores one trial and two epochs of the next, then hangs until it is killed. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) throws IOException {
      LocalStore store = LocalStore.open(Path.of(args[0]));
      store.on(Records.start("killed"));
      Records.play(store, 1, TrialState.COMPLETE, 3);
      store.on(Records.begin(2));
      store.on(Records.epochEnd(2, 1));
      store.on(Records.epochEnd(2, 2));
      System.out.println("2 epochs stored");
      int ignored = System.in.read(); // never comes
      store.close();
    }
  }
}
