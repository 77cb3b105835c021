package org.fathom4j.trial;

import java.util.function.Consumer;
import org.fathom4j.event.SweepEvent;

/**
 * Trains trials: a job in, events out. Whoever hands out jobs decides; an executor decides nothing.
 *
 * <p>A job whose budget begins at epoch 1 begins its trial ({@link
 * org.fathom4j.event.TrialEvent.TrialStarted}); where a checkpoint of an earlier try is there it is
 * trained on from, and its epochs are told again first. A job whose budget begins later goes on
 * with a trial that was paused just before ({@link org.fathom4j.event.TrialEvent.Continued}); where
 * the checkpoint of that pause cannot be used, a remark says so and the trial begins again.
 */
public interface TrialExecutor extends AutoCloseable {
  /** How many jobs run side by side, at least 1. */
  int slots();

  /**
   * Starts a job, and returns.
   *
   * @param listener hears of the job, remarks included, from any thread but one event at a time;
   *     the last is a trial event that says so ({@link org.fathom4j.event.TrialEvent#last}), and
   *     when it comes the job's slot is free. Where the listener throws, the job breaks off
   * @throws IllegalStateException if every slot is taken, or this executor is closed
   */
  void start(TrialJob job, Consumer<? super SweepEvent> listener);

  /** Breaks jobs under way off after their step, and waits for their last events. */
  @Override
  void close();
}
