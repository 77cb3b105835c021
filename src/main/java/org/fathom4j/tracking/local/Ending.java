package org.fathom4j.tracking.local;

import java.util.List;
import org.fathom4j.metrics.Outcome;
import org.fathom4j.verdict.KnownAnswer;
import org.fathom4j.verdict.Verdict;

/**
 * How a stored sweep ended.
 *
 * @param outcome finished, failed or interrupted
 * @param bestTrial number of the best trial, or 0
 * @param answer to the experiment's question; may be empty
 * @param knownAnswers what was known beforehand beside what was found
 */
public record Ending(
    Outcome outcome, int bestTrial, String answer, List<KnownAnswer> knownAnswers) {
  /** Copies the list. */
  public Ending {
    knownAnswers = List.copyOf(knownAnswers);
  }

  static Ending of(Verdict verdict, int bestTrial) {
    return new Ending(verdict.outcome(), bestTrial, verdict.answer(), verdict.knownAnswers());
  }

  /** What the run came to. */
  public Verdict verdict() {
    return new Verdict(outcome, answer, knownAnswers);
  }
}
