package org.fathom4j.sweep.registry;

import org.fathom4j.config.PrunerSpec;
import org.fathom4j.sweep.asha.Asha;
import org.fathom4j.sweep.asha.Halving;
import org.fathom4j.sweep.asha.Hyperband;
import org.fathom4j.sweep.pruner.Pruner;
import org.fathom4j.sweep.stopping.MedianStop;
import org.fathom4j.sweep.stopping.WilcoxonStop;

/** The pruners that a file can name. */
public final class Pruners {
  private Pruners() {}

  /**
   * A pruner.
   *
   * @param epochs of a whole training, which all trials have alike
   * @throws org.fathom4j.problem.InvalidSpecException where it does not fit so many epochs
   */
  public static Pruner of(PrunerSpec spec, int epochs) {
    if (spec instanceof PrunerSpec.Asha asha) {
      return new Asha(asha.first(), asha.eta(), epochs);
    }
    if (spec instanceof PrunerSpec.Halving halving) {
      return new Halving(halving.first(), halving.eta(), epochs);
    }
    if (spec instanceof PrunerSpec.Wilcoxon wilcoxon) {
      return new WilcoxonStop(wilcoxon.level(), epochs);
    }
    return spec instanceof PrunerSpec.Median median
        ? new MedianStop(median.startup(), median.warmup())
        : new Hyperband(epochs, ((PrunerSpec.Hyperband) spec).eta());
  }
}
