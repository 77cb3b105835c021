package org.fathom4j.event;

import org.fathom4j.metrics.EpochRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * Something that happened to one trial. A trial is trained in one job or in several; its events are
 * those of one trial all the same.
 *
 * <table>
 * <caption>Events of a trial</caption>
 * <tr><th>after</th><th>may come</th></tr>
 * <tr><td>nothing, or the end of a failed trial</td><td>{@link TrialStarted}</td></tr>
 * <tr><td>nothing</td><td>{@link Dropped}</td></tr>
 * <tr><td>{@link TrialStarted}, {@link Continued}, and what comes after them up to the job's
 *     end</td><td>{@link Progress} of the epoch under way; {@link EpochEnded} of the next epoch;
 *     {@link CheckpointKept} of the last one that ended; {@link Lost}; then one of {@link Paused},
 *     {@link TrialEnded}, {@link BrokenOff}</td></tr>
 * <tr><td>{@link Paused}</td><td>{@link Continued} from the epoch of the pause; {@link Pruned};
 *     {@link TrialStarted} where its checkpoint cannot be used</td></tr>
 * <tr><td>{@link Pruned}, {@link Dropped}</td><td>{@link TrialEnded}</td></tr>
 * <tr><td>{@link Lost}, {@link BrokenOff}</td><td>{@link TrialStarted}</td></tr>
 * </table>
 *
 * <p>A trial that starts again, after a crash, a stop or a failure, is told anew from its first
 * epoch, also where it trains on from a checkpoint: the epochs before it are told again first. What
 * was told of the earlier try is void.
 */
public sealed interface TrialEvent extends SweepEvent {
  /** The trial's number, from 1. */
  int number();

  /** Whether it is the last of a job. */
  default boolean last() {
    return false;
  }

  /**
   * A trial begins, or begins again.
   *
   * @param trial state RUNNING, no epochs
   */
  record TrialStarted(TrialRecord trial) implements TrialEvent {
    @Override
    public int number() {
      return trial.number();
    }
  }

  /**
   * How far a trial is, after a step.
   *
   * @param epoch the epoch under way, from 1
   * @param epochs most epochs that its training can have
   * @param examples examples seen in this epoch
   * @param examplesPerEpoch examples of a whole epoch
   * @param loss mean training loss of the epoch so far
   */
  record Progress(
      int number, int epoch, int epochs, int examples, int examplesPerEpoch, double loss)
      implements TrialEvent {}

  /** An epoch of a trial ended. */
  record EpochEnded(int number, EpochRecord epoch) implements TrialEvent {}

  /** What the trial goes on from after this epoch is on disk. */
  record CheckpointKept(int number, int epoch) implements TrialEvent {}

  /**
   * The job's budget ended before the training; a checkpoint is kept.
   *
   * @param epoch the last one trained
   * @param seconds of training so far, in all jobs
   */
  record Paused(int number, int epoch, double seconds) implements TrialEvent {
    @Override
    public boolean last() {
      return true;
    }
  }

  /**
   * A paused trial was promoted and trains on.
   *
   * @param epoch after which, that of its pause
   * @param to up to which epoch, at most
   */
  record Continued(int number, int epoch, int to) implements TrialEvent {}

  /**
   * A paused trial is given up, as others did better; its end follows.
   *
   * @param rung the epoch at which it was compared with others
   * @param reason in a few words
   */
  record Pruned(int number, int rung, String reason) implements TrialEvent {}

  /**
   * A trial is given up before it starts, as others of its parameters did worse than the best; its
   * end follows.
   *
   * @param trial state PRUNED, the cause why, no epochs
   */
  record Dropped(TrialRecord trial) implements TrialEvent {
    @Override
    public int number() {
      return trial.number();
    }
  }

  /**
   * The process that trained the trial was lost: killed, crashed, out of memory or silent for too
   * long. The job goes on, with {@link TrialStarted}, from the trial's last checkpoint.
   *
   * @param cause what became of the process, in words
   */
  record Lost(int number, String cause) implements TrialEvent {}

  /**
   * A job ended before its budget and its training: it was stopped, or could not go on.
   *
   * @param cause why it could not go on, which ends the sweep; empty where it was stopped
   */
  record BrokenOff(int number, String cause) implements TrialEvent {
    @Override
    public boolean last() {
      return true;
    }
  }

  /**
   * A trial ended, in whatever way.
   *
   * @param trial the whole trial, its final state
   */
  record TrialEnded(TrialRecord trial) implements TrialEvent {
    @Override
    public int number() {
      return trial.number();
    }

    @Override
    public boolean last() {
      return true;
    }
  }
}
