package org.fathom4j.verdict;

import java.util.List;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.metrics.SweepRecord;
import org.fathom4j.metrics.TrialState;

/**
 * What a run comes to, decided once at its end.
 *
 * @param outcome how it ended
 * @param answer to the experiment's question, one sentence; may be empty
 * @param knownAnswers what was known beforehand beside what was found; one that does not hold is a
 *     failure
 */
public record Verdict(Outcome outcome, String answer, List<KnownAnswer> knownAnswers) {
  /** Copies the list. */
  public Verdict {
    knownAnswers = List.copyOf(knownAnswers);
  }

  /**
   * The verdict on a run.
   *
   * @param interrupted whether it was stopped from outside and can be resumed
   */
  public static Verdict of(
      SweepRecord run, String answer, List<KnownAnswer> knownAnswers, boolean interrupted) {
    boolean held = knownAnswers.stream().allMatch(KnownAnswer::holds);
    Outcome ended = held && succeeded(run) ? Outcome.FINISHED : Outcome.FAILED;
    return new Verdict(interrupted ? Outcome.INTERRUPTED : ended, answer, knownAnswers);
  }

  /** A trial that diverged is a result, unless there is no other. */
  private static boolean succeeded(SweepRecord run) {
    boolean onlyDiverged =
        !run.trials().isEmpty() && count(run, TrialState.DIVERGED) == run.trials().size();
    return count(run, TrialState.FAILED) == 0 && !onlyDiverged;
  }

  private static long count(SweepRecord run, TrialState state) {
    return run.trials().stream().filter(trial -> trial.state() == state).count();
  }
}
