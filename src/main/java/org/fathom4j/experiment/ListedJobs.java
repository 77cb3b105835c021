package org.fathom4j.experiment;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.trial.TrialJob;

/** Every job of a list, in order; what is told changes nothing. */
final class ListedJobs implements Agenda {
  private final Queue<TrialJob> left;

  ListedJobs(List<TrialJob> jobs) {
    this.left = new ArrayDeque<>(jobs);
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
