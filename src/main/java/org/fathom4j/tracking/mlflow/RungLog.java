package org.fathom4j.tracking.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.fathom4j.tracking.local.JournalEntry;

/**
 * Where the trials of a sweep waited, and how often they were promoted, for the tags of their runs.
 */
final class RungLog {
  private final Map<Integer, Rungs> trials = new ConcurrentHashMap<>();

  RungLog(List<JournalEntry> journal) {
    journal.forEach(this::add);
  }

  private record Rungs(List<Integer> waited, int promotions) {
    static final Rungs NONE = new Rungs(List.of(), 0);

    Rungs waitedAfter(int epoch) {
      List<Integer> all = new ArrayList<>(waited);
      if (!all.contains(epoch)) {
        all.add(epoch);
      }
      return new Rungs(all, promotions);
    }

    Rungs promoted() {
      return new Rungs(waited, promotions + 1);
    }
  }

  /** A trial that starts again has waited nowhere. */
  void add(JournalEntry entry) {
    switch (entry.event()) {
      case STARTED -> trials.remove(entry.trial());
      case PAUSED -> trials.put(entry.trial(), of(entry.trial()).waitedAfter(entry.epoch()));
      case CONTINUED -> trials.put(entry.trial(), of(entry.trial()).promoted());
      default -> {}
    }
  }

  private Rungs of(int trial) {
    return trials.getOrDefault(trial, Rungs.NONE);
  }

  /** None of a trial that never waited. */
  Map<String, String> tags(int trial) {
    Rungs rungs = of(trial);
    Map<String, String> tags = new TreeMap<>();
    if (!rungs.waited().isEmpty()) {
      tags.put(
          "fathom.rungs",
          rungs.waited().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    }
    if (!rungs.equals(Rungs.NONE)) {
      tags.put("fathom.promotions", Integer.toString(rungs.promotions()));
    }
    return tags;
  }
}
