package org.fathom4j.sweep.pruner;

import java.util.List;

/** Lets every trial train to its end. */
public final class NoPruner implements Pruner {
  @Override
  public int firstStop(int number) {
    return Integer.MAX_VALUE;
  }

  @Override
  public Decision after(List<Curve> curves, int number) {
    return new Decision.GoOn(Integer.MAX_VALUE);
  }
}
