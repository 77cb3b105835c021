package org.fathom4j.sweep.asha;

import java.util.List;
import java.util.Optional;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Promotion;
import org.fathom4j.sweep.pruner.Pruner;

/**
 * Asynchronous successive halving, the promoting kind (Li et al., MLSys 2020, arXiv 1810.05934). A
 * free worker takes, from the highest rung down, the best trial among the first 1/eta of a rung
 * that has not been promoted yet; where there is none, it starts a new one. Nobody waits for a rung
 * to fill.
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
  public Optional<Promotion> promotion(List<Curve> curves) {
    List<Integer> epochs = rungs.epochs();
    for (int k = epochs.size() - 2; k >= 0; k--) {
      int epoch = epochs.get(k);
      int above = epochs.get(k + 1);
      List<Curve> ranked = Rungs.ranked(curves, epoch);
      Optional<Promotion> promotion =
          ranked.stream()
              .limit(ranked.size() / eta)
              .filter(curve -> Rungs.promotable(curve, epoch))
              .findFirst()
              .map(curve -> new Promotion(curve.number(), above));
      if (promotion.isPresent()) {
        return promotion;
      }
    }
    return Optional.empty();
  }
}
