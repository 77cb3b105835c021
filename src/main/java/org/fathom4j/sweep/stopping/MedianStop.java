package org.fathom4j.sweep.stopping;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.problem.InvalidSpecException;
import org.fathom4j.sweep.pruner.Curve;
import org.fathom4j.sweep.pruner.Decision;
import org.fathom4j.sweep.pruner.Pruner;

/**
 * Stops a trial whose smallest loss so far is above the median of the complete trials' losses at
 * the same epoch (Golovin et al., KDD 2017; the defaults are Optuna's). One that has only had
 * losses that are not numbers is stopped too.
 */
public final class MedianStop implements Pruner {
  private final int startup;
  private final int warmup;

  /** After 5 complete trials, from the first epoch on. */
  public MedianStop() {
    this(5, 0);
  }

  /**
   * A median rule.
   *
   * @param startup complete trials before any is stopped, at least 1
   * @param warmup epochs that every trial may train
   */
  public MedianStop(int startup, int warmup) {
    if (startup < 1 || warmup < 0) {
      throw new InvalidSpecException(
          "the median rule needs at least 1 trial and 0 epochs before it, got "
              + startup
              + " and "
              + warmup);
    }
    this.startup = startup;
    this.warmup = warmup;
  }

  @Override
  public int firstStop(int number) {
    return warmup + 1;
  }

  @Override
  public Decision after(List<Curve> curves, int number) {
    Curve curve = curves.get(number - 1);
    int epoch = curve.epochs();
    List<Curve> complete =
        curves.stream().filter(other -> other.state() == TrialState.COMPLETE).toList();
    double[] there =
        complete.stream()
            .filter(other -> other.epochs() >= epoch)
            .mapToDouble(other -> other.lossAt(epoch))
            .filter(loss -> loss < Double.POSITIVE_INFINITY)
            .sorted()
            .toArray();
    if (complete.size() < startup) {
      return new Decision.GoOn(epoch + 1);
    }
    double best = curve.best();
    if (best == Double.POSITIVE_INFINITY) {
      return new Decision.Stop("no loss was a number");
    }
    if (there.length == 0 || best <= median(there)) {
      return new Decision.GoOn(epoch + 1);
    }
    return new Decision.Stop(
        String.format(
            Locale.ROOT,
            "%.4g at best by epoch %d, above the median %.4g of %d trials",
            best,
            epoch,
            median(there),
            there.length));
  }

  private static double median(double[] sorted) {
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().orElseThrow();
  }
}
