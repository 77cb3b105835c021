package org.fathom4j.sweep.tpe;

import java.util.Optional;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.sampler.Draws;
import org.fathom4j.sweep.sampler.Fresh;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Sampler;
import org.fathom4j.sweep.sampler.Search;
import org.fathom4j.sweep.space.Point;
import org.jspecify.annotations.Nullable;

/**
 * Tree-structured Parzen estimator, multivariate, with the kernel rules of Optuna 5 (Bergstra et
 * al., NeurIPS 2011; Watanabe, arXiv 2304.11127). Ten random points first. Then a density l is put
 * over the best tenth of the trials and another, g, over the others; of 24 points drawn from l the
 * one of largest log l - log g is taken, among those not tried before. A parameter that a trial
 * does not have is left to the prior there, so that spaces with conditions keep one joint density.
 */
public final class Tpe implements Sampler {
  private static final int ROUNDS = 20;

  private final Search search;
  private final int startup;
  private final int candidates;

  /** With 10 random points first and 24 candidates. */
  public Tpe(Search search) {
    this(search, 10, 24);
  }

  /**
   * An estimator.
   *
   * @param startup trials that must have ended before their results are used
   * @param candidates drawn for each point
   */
  public Tpe(Search search, int startup, int candidates) {
    this.search = search;
    this.startup = startup;
    this.candidates = candidates;
  }

  @Override
  public Optional<Point> ask(History history) {
    Draws draws = Draws.of(search.seed(), history.next());
    long ended =
        history.trials().stream()
            .filter(trial -> trial.complete() || trial.state() == TrialState.PRUNED)
            .count();
    if (ended < startup) {
      return Fresh.uniform(search.space(), history, draws);
    }
    Split split = Split.of(history);
    Mixture good = new Mixture(search.space(), split.good());
    Mixture others = new Mixture(search.space(), split.others());
    for (int round = 0; round < ROUNDS; round++) {
      Point best = best(history, good, others, draws);
      if (best != null) {
        return Optional.of(best);
      }
    }
    return Fresh.uniform(search.space(), history, draws);
  }

  /** The most promising of some draws that are new; null where none is. */
  private @Nullable Point best(History history, Mixture good, Mixture others, Draws draws) {
    Point best = null;
    double most = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < candidates; k++) {
      Point point = good.draw(draws);
      double promise = good.logDensity(point) - others.logDensity(point);
      if ((best == null || promise > most) && Fresh.is(search.space(), history, point)) {
        best = point;
        most = promise;
      }
    }
    return best;
  }
}
