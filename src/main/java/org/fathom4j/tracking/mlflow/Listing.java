package org.fathom4j.tracking.mlflow;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fathom4j.mlflow.client.StoredRun;

/** The runs of a sweep that the server had when it was asked for all of them at once. */
final class Listing {
  private static final int PARENT = 0;

  private final Map<Integer, StoredRun> runs = new ConcurrentHashMap<>();
  private final Set<Integer> asked = ConcurrentHashMap.newKeySet();

  /** Of two runs for one trial the first counts. */
  void fill(List<StoredRun> all) {
    for (StoredRun run : all) {
      String number = run.tags().getOrDefault(TrialContent.NUMBER, "");
      if (number.matches("[1-9]\\d{0,8}")) {
        runs.putIfAbsent(Integer.valueOf(number), run);
      } else if ("sweep".equals(run.tags().get(SweepContent.KIND))) {
        runs.putIfAbsent(PARENT, run);
      }
    }
  }

  Optional<StoredRun> parent() {
    return Optional.ofNullable(runs.get(PARENT));
  }

  Optional<StoredRun> trial(int number) {
    return Optional.ofNullable(runs.get(number));
  }

  /** Whether this is the first time that a trial is asked for. */
  boolean isNew(int number) {
    return asked.add(number);
  }
}
