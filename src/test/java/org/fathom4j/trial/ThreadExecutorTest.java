package org.fathom4j.trial;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.fathom4j.tracking.local.RunFiles;

final class ThreadExecutorTest extends TrialExecutorContract {
  @Override
  protected TrialExecutor open(int slots, RunFiles files, BooleanSupplier stopped) {
    return new ThreadExecutor(slots, 1, binding(), files, Duration.ZERO, stopped);
  }
}
