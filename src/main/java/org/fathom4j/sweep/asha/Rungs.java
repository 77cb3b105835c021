package org.fathom4j.sweep.asha;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fathom4j.config.InvalidSpecException;
import org.fathom4j.sweep.pruner.Curve;

/**
 * The epochs at which trials are compared: r, r eta, r eta^2, ... as whole numbers, never by
 * logarithms, which lose a rung where R is a power of eta. The last rung is R itself.
 *
 * @param epochs in rising order
 */
record Rungs(List<Integer> epochs) {
  private static final Comparator<Curve> BY_NUMBER = Comparator.comparingInt(Curve::number);

  /**
   * The rungs from {@code first} to {@code last}; as many as powers of {@code eta} fit in between.
   *
   * @param first epochs of the lowest rung
   * @param eta how many times longer each rung is than the one below
   * @param last epochs of a whole training
   */
  static Rungs of(int first, int eta, int last) {
    if (first < 1 || first > last || eta < 2) {
      throw new InvalidSpecException(
          "successive halving needs a first rung from 1 to the last epoch and eta of at least 2, got "
              + first
              + ", "
              + last
              + " and "
              + eta);
    }
    List<Integer> epochs = new ArrayList<>();
    for (long epoch = first; epoch <= last; epoch *= eta) {
      epochs.add((int) epoch);
    }
    epochs.set(epochs.size() - 1, last);
    return new Rungs(List.copyOf(epochs));
  }

  /** Trials by their loss at an epoch, the best first; of equals the earlier one. */
  static List<Curve> ranked(List<Curve> curves, int epoch) {
    return curves.stream()
        .filter(curve -> curve.reached(epoch))
        .sorted(
            Comparator.<Curve>comparingDouble(curve -> curve.lossAt(epoch))
                .thenComparing(BY_NUMBER))
        .toList();
  }

  /** Whether a trial waits at a rung with a loss that is worth going on with. */
  static boolean promotable(Curve curve, int epoch) {
    return curve.waiting()
        && curve.budget() == epoch
        && curve.lossAt(epoch) < Double.POSITIVE_INFINITY;
  }
}
