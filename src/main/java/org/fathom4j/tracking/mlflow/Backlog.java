package org.fathom4j.tracking.mlflow;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.mlflow.client.Delivery;
import org.fathom4j.mlflow.client.MlflowFailure;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.tracking.local.LocalStore;

/**
 * Trials of which updates found no room among those that wait for a server. The local store has
 * them, and once such a trial is over and the server keeps up again, it is sent whole.
 */
final class Backlog {
  private final Path store;
  private final Map<Integer, Integer> missed = new TreeMap<>();
  private final Set<Integer> over = new HashSet<>();
  private boolean allOver;

  Backlog(Path store) {
    this.store = store;
  }

  /** An update of this trial found no room. */
  synchronized void missed(int trial) {
    missed.merge(trial, 1, Integer::sum);
  }

  /** The trial has its end in the store. */
  synchronized void over(int trial) {
    if (missed.containsKey(trial)) {
      over.add(trial);
    }
  }

  /** Nothing more is told of any trial. */
  synchronized void allOver() {
    allOver = true;
  }

  /** The next trial to be sent, which is taken out; empty where none is ready. */
  synchronized Optional<Delivery> next(SweepRuns runs) {
    Predicate<Integer> ready = trial -> allOver || over.contains(trial);
    Optional<Integer> first = missed.keySet().stream().filter(ready).findFirst();
    return first.map(trial -> new Whole(runs, store, trial, missed.remove(trial)));
  }

  /** How many updates were not sent whole since. */
  synchronized int size() {
    return missed.values().stream().mapToInt(Integer::intValue).sum();
  }

  /**
   * A trial as it is stored.
   *
   * @param size how many of its updates are in it
   */
  private record Whole(SweepRuns runs, Path store, int trial, int size) implements Delivery {
    @Override
    public void deliver() throws MlflowFailure {
      Optional<TrialRecord> stored = read();
      if (stored.isPresent()) {
        runs.trial(stored.get());
      }
    }

    private Optional<TrialRecord> read() throws MlflowFailure {
      try {
        return LocalStore.trial(store, trial);
      } catch (InvalidSpecException | ExperimentException e) {
        throw new MlflowFailure(MlflowFailure.Kind.REFUSED, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
