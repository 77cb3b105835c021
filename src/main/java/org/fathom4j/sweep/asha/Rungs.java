package org.fathom4j.sweep.asha;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Promotion;

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

  /**
   * Who goes on from a rung: the best trial among the first 1/eta of those that are there, if it
   * waits there still.
   *
   * @param rung its place, from 0 to below the last
   * @param eta one in so many goes on
   */
  Optional<Promotion> promotion(List<Curve> curves, int rung, int eta) {
    int epoch = epochs.get(rung);
    List<Curve> ranked = ranked(curves, epoch);
    return ranked.stream()
        .limit(ranked.size() / eta)
        .filter(curve -> promotable(curve, epoch))
        .findFirst()
        .map(curve -> new Promotion(curve.number(), epochs.get(rung + 1)));
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

  /**
   * So that every sweep has a winner: where all trials have been started, none trains and none is
   * complete, the best of those that came furthest trains to its end.
   */
  static Optional<Promotion> last(List<Curve> curves, int trials, int epoch) {
    boolean over =
        curves.size() >= trials
            && curves.stream()
                .noneMatch(
                    curve ->
                        curve.state() == TrialState.COMPLETE
                            || curve.epochs() >= epoch
                            || (curve.state() == TrialState.RUNNING && !curve.waiting()));
    return curves.stream()
        .filter(curve -> over && curve.waiting())
        .filter(curve -> curve.lossAt(curve.budget()) < Double.POSITIVE_INFINITY)
        .min(
            Comparator.<Curve>comparingInt(curve -> -curve.budget())
                .thenComparingDouble(curve -> curve.lossAt(curve.budget()))
                .thenComparing(BY_NUMBER))
        .map(curve -> new Promotion(curve.number(), epoch));
  }

  /**
   * Those who wait at a rung behind the places that lead on.
   *
   * @param ranked trials of the rung so far; further ones only push them back
   * @param places how many go on at most; the best one is kept in any case
   */
  static List<Integer> behind(List<Curve> ranked, int epoch, int places) {
    return ranked.stream()
        .skip(Math.max(1, places))
        .filter(curve -> curve.waiting() && curve.budget() == epoch)
        .map(Curve::number)
        .toList();
  }

  /** Whether a trial waits at a rung with a loss that is worth going on with. */
  static boolean promotable(Curve curve, int epoch) {
    return curve.waiting()
        && curve.budget() == epoch
        && curve.lossAt(epoch) < Double.POSITIVE_INFINITY;
  }
}
