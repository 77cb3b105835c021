package org.fathom4j.tracking;

import java.nio.file.Path;
import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * Hears of a running sweep. Events come in this order, all from one thread at a time:
 *
 * <table>
 * <caption>Events</caption>
 * <tr><th>event</th><th>when</th><th>what the record holds</th></tr>
 * <tr><td>{@link #sweepStarted}</td><td>once, before the first trial</td><td>on resume, the trials finished before</td></tr>
 * <tr><td>{@link #trialStarted}</td><td>before a trial's first epoch</td><td>state RUNNING, no epochs</td></tr>
 * <tr><td>{@link #epochEnded}</td><td>after each epoch; first, those before the checkpoint that the trial goes on from</td><td>the trial as at its start, and the epoch</td></tr>
 * <tr><td>{@link #trialEnded}</td><td>once per started trial</td><td>the whole trial, its final state</td></tr>
 * <tr><td>{@link #sweepEnded}</td><td>once, also when interrupted</td><td>every trial so far</td></tr>
 * </table>
 *
 * <p>Trials may run side by side: events of different trials can interleave. A tracker that meets
 * trouble reports it to its own warning sink and goes on; it never throws at the sweep, but for the
 * local store when the disk fails.
 */
public interface Tracker extends AutoCloseable {
  /** The sweep begins, or goes on. */
  void sweepStarted(SweepRecord sweep);

  /** A trial begins. */
  void trialStarted(TrialRecord trial);

  /** An epoch of a trial ended. */
  void epochEnded(TrialRecord trial, EpochRecord epoch);

  /** A trial ended, in whatever way. */
  void trialEnded(TrialRecord trial);

  /**
   * The sweep ended; {@code report} holds the report's files and {@code bestModel} the best trial's
   * folder, where there are any.
   */
  void sweepEnded(SweepRecord sweep, Artifacts artifacts, Outcome outcome);

  /** Delivers what is still under way, within a bounded time. */
  @Override
  void close();

  /** How the sweep ended. */
  enum Outcome {
    /** Every planned trial has its end. */
    FINISHED,
    /** At least one trial failed. */
    FAILED,
    /** Stopped by the user; can be resumed. */
    INTERRUPTED
  }

  /**
   * Files to keep with the sweep.
   *
   * @param report folder of the report, absent where none was made
   * @param bestModel file of the best trial's network, absent where none was stored
   * @param bestTrial number of the best trial, or 0
   */
  record Artifacts(
      java.util.Optional<Path> report, java.util.Optional<Path> bestModel, int bestTrial) {}
}
