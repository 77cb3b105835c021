package org.fathom4j.sweep.tpe;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.sampler.History;
import org.fathom4j.sweep.sampler.Observation;
import org.fathom4j.sweep.space.Point;

/**
 * The trials parted into good ones and the others, each in the order in which they were tried.
 *
 * @param good the best min(ceil(0.1 n), 25) of the n that ended: complete ones by loss, then pruned
 *     ones (those that came furthest first, then by loss), then those that failed or diverged
 * @param others the rest; those still running count as bad, so that no worker tries what another
 *     does
 */
record Split(List<Point> good, List<Point> others) {
  private static final double SHARE = 0.1;
  private static final int MOST = 25;
  private static final Comparator<Observation> BEST_FIRST =
      Comparator.comparingInt(Split::rank)
          .thenComparingInt(trial -> -trial.epoch())
          .thenComparingDouble(Observation::loss);

  static Split of(History history) {
    List<Observation> ended =
        history.trials().stream().filter(trial -> !trial.running()).sorted(BEST_FIRST).toList();
    int size = (int) Math.min(Math.ceil(SHARE * ended.size()), MOST);
    List<Observation> best = ended.subList(0, size);
    List<Point> good = new ArrayList<>();
    List<Point> others = new ArrayList<>();
    for (Observation trial : history.trials()) {
      (best.contains(trial) ? good : others).add(trial.point());
    }
    return new Split(good, others);
  }

  private static int rank(Observation trial) {
    if (trial.complete()) {
      return 0;
    }
    return trial.state() == TrialState.PRUNED ? 1 : 2;
  }
}
