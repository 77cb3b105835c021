package org.fathom4j.experiment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.trial.PreparedTrial;
import org.fathom4j.trial.TrialJob;

/** Every job of a list, in order; what is told changes nothing. */
final class ListedJobs implements Agenda {
  /** So many of the last trials for each slot are handed out by their length. */
  private static final int LAST = 2;

  private final Queue<TrialJob> left;

  ListedJobs(List<TrialJob> jobs) {
    this.left = new ArrayDeque<>(jobs);
  }

  /**
   * The order in which trials are handed out: as they are listed, but the last few longest first,
   * so that none is left to a single worker while the others wait.
   *
   * @param slots trials side by side
   */
  static List<PreparedTrial> order(List<PreparedTrial> trials, int slots) {
    int last = slots == 1 ? 0 : Math.min(trials.size(), LAST * slots);
    List<PreparedTrial> order = new ArrayList<>(trials);
    order
        .subList(trials.size() - last, trials.size())
        .sort(Comparator.comparingDouble(PreparedTrial::operations).reversed());
    return List.copyOf(order);
  }

  @Override
  public Optional<Step> next() {
    return Optional.ofNullable(left.poll()).map(Step.Train::new);
  }

  @Override
  public void tell(TrialEvent last) {
    // The list was made before.
  }
}
