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
 * Asynchronous successive halving, the promoting kind (Li et al., MLSys 2020, arXiv 1810.05934). A
 * free worker takes, from the highest rung down, the best trial among the first 1/eta of a rung
 * that has not been promoted yet; where there is none, it starts a new one. Nobody waits for a rung
 * to fill. Where a sweep has too few trials for its rungs, its best one still trains to the end.
 */
public final class Asha implements Pruner {
  private final Rungs rungs;
  private final int eta;

  /**
   * Rungs from {@code first} epochs to {@code last}.
   *
   * @param first epochs of the lowest rung
   * @param eta one in so many goes on
   * @param last epochs of a whole training
   */
  public Asha(int first, int eta, int last) {
    this.rungs = Rungs.of(first, eta, last);
    this.eta = eta;
  }

  /** The epochs at which trials are compared; the last is a whole training. */
  public List<Integer> rungs() {
    return rungs.epochs();
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
    for (int k = epochs.size() - 2; k >= 0; k--) {
      Optional<Promotion> promotion = rungs.promotion(curves, k, eta);
      if (promotion.isPresent()) {
        return promotion;
      }
    }
    return Rungs.last(curves, trials, epochs.get(epochs.size() - 1));
  }

  /** A rung's places are a part of those who can still come to it. */
  @Override
  public Set<Integer> hopeless(List<Curve> curves, int trials) {
    Set<Integer> hopeless = new TreeSet<>();
    for (int epoch : rungs.epochs().subList(0, rungs.epochs().size() - 1)) {
      long gone =
          curves.stream()
              .filter(curve -> curve.state() != TrialState.RUNNING && !curve.reached(epoch))
              .count();
      int most = trials - (int) gone - hopeless.size();
      hopeless.addAll(Rungs.behind(Rungs.ranked(curves, epoch), epoch, most / eta));
    }
    return hopeless;
  }
}
