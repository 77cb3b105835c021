package org.fathom4j.tracking.local;

import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialRecord;

/**
 * A run as its folder has it at one moment.
 *
 * @param sweep without trials
 * @param ending how it ended; empty while it runs and after a crash
 * @param beingWritten whether a process writes it
 * @param paused whether that process is asked to begin no epoch
 * @param journal what happened, in order; empty where an earlier version wrote the run
 * @param trials in order of number
 * @param unread trials that are there and are to be read next
 * @param problems files that cannot be read, each in a sentence
 */
public record FollowedRun(
    SweepRecord sweep,
    Optional<Ending> ending,
    boolean beingWritten,
    boolean paused,
    List<JournalEntry> journal,
    List<Trial> trials,
    int unread,
    List<String> problems) {
  /** Copies the lists. */
  public FollowedRun {
    journal = List.copyOf(journal);
    trials = List.copyOf(trials);
    problems = List.copyOf(problems);
  }

  /**
   * A trial.
   *
   * @param record without epochs
   * @param curves its epochs
   */
  public record Trial(TrialRecord record, Curves curves) {}
}
