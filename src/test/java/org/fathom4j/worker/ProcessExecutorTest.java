package org.fathom4j.worker;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.fathom4j.tracking.local.RunFiles;
import org.fathom4j.trial.TrialExecutor;
import org.fathom4j.trial.TrialExecutorContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

final class ProcessExecutorTest extends TrialExecutorContract {
  private static final long MIB = 1 << 20;

  @TempDir static Path crashes;

  @SuppressWarnings("NullAway.Init")
  private static WorkerPool pool;

  @BeforeAll
  static void openPool() {
    Duration silence = Duration.ofMinutes(2);
    pool = new WorkerPool(new WorkerLimits(1, 256 * MIB, 256 * MIB, 0, silence), crashes);
  }

  @AfterAll
  static void closePool() {
    pool.close();
  }

  @Override
  protected TrialExecutor open(int slots, RunFiles files, BooleanSupplier stopped) {
    return new ProcessExecutor(
        slots, pool, binding().places(), files, Duration.ZERO, stopped, false);
  }
}
