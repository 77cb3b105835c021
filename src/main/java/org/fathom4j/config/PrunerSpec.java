package org.fathom4j.config;

/** Which trials of a sweep are trained to their end. */
public sealed interface PrunerSpec {
  /**
   * Asynchronous successive halving: of the trials that have trained {@code first}, {@code first *
   * eta}, ... epochs the best one in {@code eta} trains on.
   *
   * @param first epochs before the first comparison, 1 by default
   * @param eta 3 by default
   */
  record Asha(int first, int eta) implements PrunerSpec {}

  /**
   * Hyperband: brackets of successive halving, from many short trainings to few long ones.
   *
   * @param eta 3 by default
   */
  record Hyperband(int eta) implements PrunerSpec {}

  /**
   * A trial stops where its best loss so far is above the median of the complete ones at that
   * epoch.
   *
   * @param startup complete trials before any is stopped, 5 by default
   * @param warmup epochs that every trial may train, 0 by default
   */
  record Median(int startup, int warmup) implements PrunerSpec {}
}
