package org.fathom4j.sweep.asha;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.pruner.Pruner;

/**
 * Successive halving (Jamieson and Talwalkar, AISTATS 2016, arXiv 1502.07943): all trials begin,
 * the best 1/eta of those at a rung go on once all who can come to it are there, and so on. A free
 * worker may have to wait at the end of a rung; in return no trial goes on that {@link Asha} would
 * have promoted only because better ones had not come yet.
 */
public final class Halving implements Pruner {
  private final Rungs rungs;
  private final int eta;

  /**
   * Rungs from {@code first} epochs to {@code last}.
   *
   * @param first epochs of the lowest rung
   * @param eta one in so many goes on
   * @param last epochs of a whole training
   */
  public Halving(int first, int eta, int last) {
    this.rungs = Rungs.of(first, eta, last);
    this.eta = eta;
  }

  @Override
  public int firstStop(int number) {
    return rungs.epochs().get(0);
  }

  @Override
  public Decision after(List<Curve> curves, int number) {
    return new Decision.Wait();
  }

  @Override
  public Optional<Promotion> promotion(List<Curve> curves, int trials) {
    List<Integer> epochs = rungs.epochs();
    for (int k = 0; k + 1 < epochs.size(); k++) {
      int epoch = epochs.get(k);
      if (curves.size() < trials || curves.stream().anyMatch(curve -> onItsWay(curve, epoch))) {
        return Optional.empty();
      }
      Optional<Promotion> promotion = rungs.promotion(curves, k, eta);
      if (promotion.isPresent()) {
        return promotion;
      }
    }
    return Rungs.last(curves, trials, epochs.get(epochs.size() - 1));
  }

  private static boolean onItsWay(Curve curve, int epoch) {
    return curve.state() == TrialState.RUNNING && !curve.waiting() && curve.budget() <= epoch;
  }

  /** Those behind the places that a whole rung has. */
  @Override
  public Set<Integer> hopeless(List<Curve> curves, int trials) {
    Set<Integer> hopeless = new TreeSet<>();
    int most = trials;
    for (int epoch : rungs.epochs().subList(0, rungs.epochs().size() - 1)) {
      hopeless.addAll(Rungs.behind(Rungs.ranked(curves, epoch), epoch, most / eta));
      most /= eta;
    }
    return hopeless;
  }
}
