package org.fathom4j.experiment;

import java.util.Optional;
import org.fathom4j.event.TrialEvent;
import org.fathom4j.sweep.PlannedTrial;
import org.fathom4j.trial.TrialJob;

/**
 * What a sweep does next: the one place where it is decided. Asked and told by one thread.
 *
 * <p>{@link #next} is asked whenever a slot is free, until it has nothing; then again after each
 * {@link #tell}. A sweep in which nothing runs and nothing is next is over.
 */
interface Agenda {
  /** The next thing to do; empty where none is due before more is told. */
  Optional<Step> next();

  /** A job had its last event: a pause, an end, or it was broken off. */
  void tell(TrialEvent last);

  /** Something to do. */
  sealed interface Step {
    /** A job is trained. */
    record Train(TrialJob job) implements Step {}

    /**
     * A trial that cannot be built fails.
     *
     * @param trial number, parameters, seed and fold
     * @param cause why
     */
    record Fail(PlannedTrial trial, String cause) implements Step {}

    /**
     * A trial is given up before it starts.
     *
     * @param trial number, parameters, seed and fold
     * @param parameters of its network
     * @param reason in a few words
     */
    record Drop(PlannedTrial trial, long parameters, String reason) implements Step {}

    /**
     * A paused trial is given up.
     *
     * @param number the trial
     * @param rung the epoch at which it was compared with others
     * @param reason in a few words
     */
    record Prune(int number, int rung, String reason) implements Step {}
  }
}
