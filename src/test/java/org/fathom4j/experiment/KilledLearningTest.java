package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.fathom4j.ChildProcess;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.JournalEntry.Event;
import org.fathom4j.tracking.local.LocalStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A sweep that learns and prunes, killed without warning again and again: the same trials, scores
 * and winner as the undisturbed one. {@code -Dfathom.kills=20} kills it more often.
 */
final class KilledLearningTest {
  private static final int KILLS = Integer.getInteger("fathom.kills", 3);

  @TempDir Path folder;

  @Test
  void killedAtAnyMoment_itEndsAsTheUndisturbedOne_andNoTrialIsTrainedToItsEndTwice()
      throws Exception {
    Path whole = folder.resolve("whole");
    new SmallSweep(whole, progress -> {}).of(LearningSweepTest.TPE).run(false);
    Path killed = folder.resolve("killed");
    Random random = new Random(7);
    for (int kill = 0; kill < KILLS; kill++) {
      kill(killed, 1 + random.nextInt(2 + 60 / KILLS), random.nextInt(20));
    }
    int workers = 2;
    assertThat(run(killed, workers).waitFor()).isZero();
    assertThat(SmallSweep.timeless(killed)).isEqualTo(SmallSweep.timeless(whole));
    assertThat(LocalStore.read(killed).best().map(TrialRecord::number))
        .isEqualTo(LocalStore.read(whole).best().map(TrialRecord::number));
    List<Integer> ends =
        LocalStore.journal(killed).stream()
            .filter(entry -> entry.event() == Event.ENDED)
            .map(JournalEntry::trial)
            .toList();
    assertThat(ends).hasSizeGreaterThan(16 - KILLS - 1).doesNotHaveDuplicates();
  }

  /** Reads that many steps' marks, waits a little, and kills. */
  private static void kill(Path store, int steps, int millis) throws Exception {
    Process sweep = run(store, 1 + steps % 2);
    try (InputStream marks = sweep.getInputStream()) {
      for (int step = 0; step < steps && marks.read() >= 0; step++) {
        // One mark a step.
      }
      Thread.sleep(millis);
      sweep.destroyForcibly().waitFor();
    }
  }

  private static Process run(Path store, int workers) throws IOException {
    return ChildProcess.of(KilledLearningTest.class, store.toString(), Integer.toString(workers))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Runs or goes on with the sweep, and writes a mark to standard output after each step. */
  public static void main(String[] arguments) {
    Path store = Path.of(arguments[0]);
    boolean resume = Files.exists(store.resolve("sweep.json"));
    new SmallSweep(store, progress -> mark())
        .of(LearningSweepTest.TPE)
        .run(Integer.parseInt(arguments[1]), resume);
  }

  private static void mark() {
    System.out.write('.');
    System.out.flush();
  }
}
