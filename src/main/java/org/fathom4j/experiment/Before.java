package org.fathom4j.experiment;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fathom4j.metrics.TrialRecord;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.ExperimentException;
import org.fathom4j.sweep.engine.Order;
import org.fathom4j.sweep.engine.Trained;
import org.fathom4j.tracking.local.JournalEntry;
import org.fathom4j.tracking.local.JournalEntry.Event;

/**
 * What a resumed sweep has already.
 *
 * @param trials those that ended, and those that are paused
 * @param journal what happened
 */
record Before(Map<Integer, TrialRecord> trials, List<JournalEntry> journal) {
  /** Copies the collections. */
  Before {
    trials = Map.copyOf(trials);
    journal = List.copyOf(journal);
  }

  /** A sweep that is not resumed. */
  static Before nothing() {
    return new Before(Map.of(), List.of());
  }

  /** And a trial that has come to its end since. */
  Before and(TrialRecord ended) {
    Map<Integer, TrialRecord> more = new HashMap<>(trials);
    more.put(ended.number(), ended);
    return new Before(more, journal);
  }

  /** Whether a trial has its end. */
  boolean ended(int number) {
    TrialRecord trial = trials.get(number);
    return trial != null && trial.state().ended();
  }

  /** What an order came to. */
  interface Outcome {
    /**
     * The losses of the order's epochs.
     *
     * @param state how it ended; RUNNING where it paused
     */
    Trained of(Order order, TrialRecord trial, TrialState state);
  }

  /**
   * What came of an order; empty where it has to be trained.
   *
   * @throws ExperimentException where its trial is stored with other parameters
   */
  Optional<Trained> of(Order order, Arms.Bound bound, Outcome outcome) {
    TrialRecord trial = trials.get(order.number());
    if (trial == null) {
      return Optional.empty();
    }
    check(trial, bound);
    int done = trial.epochs().size();
    if (done > order.to() || (done == order.to() && paused(order))) {
      return Optional.of(outcome.of(order, trial, TrialState.RUNNING));
    }
    return trial.state().ended() && trial.state() != TrialState.PRUNED
        ? Optional.of(outcome.of(order, trial, trial.state()))
        : Optional.empty();
  }

  /** Whether the order ended in a pause, and what came then is another order's. */
  private boolean paused(Order order) {
    TrialRecord trial = trials.get(order.number());
    if (trial != null
        && (trial.state() == TrialState.PAUSED || trial.state() == TrialState.PRUNED)) {
      return true;
    }
    Set<Integer> pauses = new HashSet<>();
    for (JournalEntry entry : journal) {
      if (entry.trial() == order.number() && entry.event() == Event.STARTED) {
        pauses.clear();
      } else if (entry.trial() == order.number() && entry.event() == Event.PAUSED) {
        pauses.add(entry.epoch());
      }
    }
    return pauses.contains(order.to());
  }

  private static void check(TrialRecord stored, Arms.Bound bound) {
    if (!same(stored.parameters(), bound.planned().parameters())) {
      throw new ExperimentException(
          "trial %d was trained with %s, and would now be %s: it was stored by another version, or its results were changed. Start anew without --resume."
              .formatted(
                  stored.number(),
                  Preparation.text(stored.parameters()),
                  Preparation.text(bound.planned().parameters())));
    }
  }

  /** JSON does not tell an Integer from a Long. */
  private static boolean same(Map<String, Object> stored, Map<String, Object> planned) {
    return stored.keySet().equals(planned.keySet())
        && stored.entrySet().stream()
            .allMatch(e -> same(e.getValue(), planned.getOrDefault(e.getKey(), e.getValue())));
  }

  private static boolean same(Object stored, Object planned) {
    return (stored instanceof Number a && planned instanceof Number b)
        ? a.doubleValue() == b.doubleValue()
        : stored.equals(planned);
  }
}
