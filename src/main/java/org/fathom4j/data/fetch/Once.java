package org.fathom4j.data.fetch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Passes each note on once, however often it is told: what folds have in common, each would say.
 */
public final class Once implements FetchProgress {
  private final FetchProgress progress;
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** Passes notes on to this one. */
  public Once(FetchProgress progress) {
    this.progress = progress;
  }

  @Override
  public void arrived(String file, long bytes, long total) {
    progress.arrived(file, bytes, total);
  }

  @Override
  public void note(String line) {
    if (told.add(line)) {
      progress.note(line);
    }
  }
}
