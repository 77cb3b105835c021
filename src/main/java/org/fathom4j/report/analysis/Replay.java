package org.fathom4j.report.analysis;

/**
 * What a pruner would have saved of a sweep that trained everything, and what it would have lost:
 * the engine itself, on the recorded curves.
 *
 * @param pruner as a file names it
 * @param epochs that it would have trained
 * @param allEpochs that were trained
 * @param seconds that those epochs took, of {@code allSeconds}
 * @param allSeconds that all epochs took
 * @param lost how much worse the network is that it would have chosen, in the objective; 0 where it
 *     is the same or as good
 */
public record Replay(
    String pruner, int epochs, int allEpochs, double seconds, double allSeconds, double lost) {
  /** The share of the epochs that would not have been trained. */
  public double saved() {
    return 1 - (double) epochs / allEpochs;
  }
}
