package org.fathom4j.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Pointer;
import org.fathom4j.event.Subscriber;
import org.fathom4j.event.SweepEvent;
import org.fathom4j.event.TrialEvent.TrialEnded;
import org.fathom4j.metrics.TrialState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A long sweep of tiny trials keeps of each only what its report tells of it: 200 trials, with
 * {@code -Pmany-trials} 5,000.
 */
final class ManyTrialsTest {
  private static final int TRIALS = Integer.getInteger("fathom.many.trials", 200);
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  /** A trial's record with its metrics, and what sampler, engine and console know of it. */
  private static final long BYTES_A_TRIAL = 10_240;

  /** What a heap and a resident size differ by from one look to the next. */
  private static final long SLACK = 4 << 20;

  private static final long RESIDENT_SLACK = 96 << 20;

  private static final String SWEEP =
      """
      name: many
      question: Does a sweep of many trials keep more than it tells?
      data: {name: street-numbers, train: 32, validation: 16, test: 16}
      network:
        - dense: {units: "${units}"}
        - output
      training: {epochs: 1, batch: 16, optimizer: {adam: {rate: "${rate}"}}}
      sweep:
        generator: tpe
        trials: %d
        space: {rate: {from: 0.0001, to: 0.1, log: true}, units: {from: 2, to: 4}}
      """;

  @TempDir private Path folder;

  /** What a process holds. */
  private record Held(int trials, long heap, long resident, int threads, long files) {
    static Held now(int trials) {
      for (int k = 0; k < 3; k++) {
        System.gc();
        pause(); // what was collected gives its native memory back
      }
      Runtime runtime = Runtime.getRuntime();
      return new Held(
          trials,
          runtime.totalMemory() - runtime.freeMemory(),
          Pointer.physicalBytes(),
          ManagementFactory.getThreadMXBean().getThreadCount(),
          openFiles());
    }

    private static void pause() {
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private static long openFiles() {
      if (!Files.isDirectory(OPEN_FILES)) {
        return 0;
      }
      try (Stream<Path> files = Files.list(OPEN_FILES)) {
        return files.count();
      } catch (IOException e) {
        return 0;
      }
    }
  }

  /** Looks after the first fifth of the trials, when everything is loaded, and after the last. */
  private static final class Watching implements Subscriber {
    private final List<Held> held = new ArrayList<>();
    private int ended;

    @Override
    public void on(SweepEvent event) {
      if (event instanceof TrialEnded end && end.trial().state() == TrialState.COMPLETE) {
        ended++;
        if (ended == TRIALS / 5 || ended == TRIALS) {
          held.add(Held.now(ended));
        }
      }
    }

    @Override
    public void close() {
      // Holds memory alone.
    }
  }

  @Test
  void heapArraysThreadsAndFilesDoNotGrowWithTheTrials() {
    Watching watching = new Watching();
    RunOptions options =
        new RunOptions(
            folder.resolve("run"),
            false,
            Workers.inThisProcess(2).withThreads(1),
            Optional.empty(),
            "./fathom run many.yaml",
            "",
            Duration.ofMinutes(1));
    PreparedSweep sweep = SmallSweep.prepared(SWEEP.formatted(TRIALS));
    SweepResult result = new SweepRunner(sweep, options, watching, () -> false).run();
    assertThat(result.record().trials()).hasSize(TRIALS);
    Held early = watching.held.get(0);
    Held late = watching.held.get(1);
    long more = (long) late.trials() - early.trials();
    assertThat(late.heap() - early.heap())
        .as("bytes of heap of %s", watching.held)
        .isLessThan(SLACK + more * BYTES_A_TRIAL);
    assertThat(late.resident() - early.resident())
        .as("resident bytes of %s", watching.held)
        .isLessThan(RESIDENT_SLACK + more * BYTES_A_TRIAL);
    assertThat(late.threads()).as("threads").isLessThanOrEqualTo(early.threads() + 2);
    assertThat(late.files()).as("open files").isLessThanOrEqualTo(early.files() + 4);
  }
}
