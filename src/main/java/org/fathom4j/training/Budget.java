package org.fathom4j.training;

/**
 * The part of a training that is to be done now.
 *
 * @param from its first epoch, from 1; above 1 the training goes on from a checkpoint
 * @param to its last epoch; {@code from - 1} where no epoch is left
 */
public record Budget(int from, int to) {
  /** Checks the order. */
  public Budget {
    if (from < 1 || to < from - 1) {
      throw new IllegalArgumentException(
          "a budget runs from an epoch of at least 1 to one no smaller, got " + from + " to " + to);
    }
  }

  /** The same end, after the epochs that are done. */
  public Budget after(int epochs) {
    return new Budget(epochs + 1, Math.max(to, epochs));
  }
}
