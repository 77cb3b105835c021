package org.fathom4j.event;

import java.nio.file.Path;
import java.util.Optional;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.verdict.Verdict;

/**
 * Something that happened in a running sweep. Events come in this order, one at a time; {@link
 * EventOrder} is the same table as an automaton.
 *
 * <table>
 * <caption>Events of a sweep</caption>
 * <tr><th>event</th><th>when</th><th>what it holds</th></tr>
 * <tr><td>{@link SweepStarted}</td><td>once, before the first trial</td><td>on resume, the trials
 *     that are finished and those that are paused</td></tr>
 * <tr><td>{@link TrialEvent}s</td><td>after it; those of different trials interleave</td><td>see
 *     there</td></tr>
 * <tr><td>{@link SweepPaused}</td><td>after {@link SweepStarted} or {@link SweepResumed}; epochs
 *     under way end after it, none begins</td><td>nothing</td></tr>
 * <tr><td>{@link SweepResumed}</td><td>after {@link SweepPaused}</td><td>nothing</td></tr>
 * <tr><td>{@link SweepEnded}</td><td>once, also when interrupted or paused; not when the process or
 *     the disk fails</td><td>every trial so far</td></tr>
 * <tr><td>{@link Remark}</td><td>at any time</td><td>words for a person</td></tr>
 * </table>
 */
public sealed interface SweepEvent
    permits SweepEvent.SweepStarted,
        SweepEvent.SweepPaused,
        SweepEvent.SweepResumed,
        SweepEvent.SweepEnded,
        SweepEvent.Remark,
        TrialEvent {
  /**
   * The sweep begins, or goes on.
   *
   * @param sweep with the trials of before that are finished or paused
   */
  record SweepStarted(SweepRecord sweep) implements SweepEvent {}

  /** A person asked that no epoch be begun. The sweep is under way all the same. */
  record SweepPaused() implements SweepEvent {}

  /** Epochs are begun again. */
  record SweepResumed() implements SweepEvent {}

  /**
   * The sweep ended.
   *
   * @param sweep with every trial that is finished, failed or paused
   * @param verdict what it comes to
   * @param artifacts files to keep with it
   */
  record SweepEnded(SweepRecord sweep, Verdict verdict, Artifacts artifacts)
      implements SweepEvent {}

  /** Words for a person, from whatever takes part in the sweep. */
  record Remark(Kind kind, String text) implements SweepEvent {
    /** How long the words matter. */
    public enum Kind {
      /** Of passing interest. */
      STATUS,
      /** Worth keeping. */
      NOTE,
      /** Something that a person should know but that stops nothing. */
      WARNING
    }

    /** A {@link Kind#STATUS}. */
    public static Remark status(String text) {
      return new Remark(Kind.STATUS, text);
    }

    /** A {@link Kind#NOTE}. */
    public static Remark note(String text) {
      return new Remark(Kind.NOTE, text);
    }

    /** A {@link Kind#WARNING}. */
    public static Remark warning(String text) {
      return new Remark(Kind.WARNING, text);
    }
  }

  /**
   * Files to keep with the sweep.
   *
   * @param report folder of the report, absent where none was made
   * @param bestModel file of the best trial's network, absent where none was stored
   * @param bestTrial number of the best trial, or 0
   */
  record Artifacts(Optional<Path> report, Optional<Path> bestModel, int bestTrial) {}
}
