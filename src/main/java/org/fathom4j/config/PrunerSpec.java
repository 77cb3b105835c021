package org.fathom4j.config;

/** Which trials of a sweep are trained to their end. */
public sealed interface PrunerSpec {
  /**
   * The part of all epochs that is trained, as far as it is known beforehand: of many trials of
   * equal cost.
   *
   * @param epochs of a whole training
   */
  double share(int epochs);

  /** Epochs before the first comparison. */
  default int first() {
    return 1;
  }

  /**
   * Asynchronous successive halving: of the trials that have trained {@code first}, {@code first *
   * eta}, ... epochs the best one in {@code eta} trains on.
   *
   * @param first epochs before the first comparison, 1 by default
   * @param eta 3 by default
   */
  record Asha(int first, int eta) implements PrunerSpec {
    @Override
    public double share(int epochs) {
      double share = 0;
      double left = 1;
      long before = 0;
      for (long rung = first; before < epochs; rung *= eta) {
        long to = rung * eta > epochs ? epochs : rung; // the last rung is the whole training
        share += left * (to - before) / epochs;
        left /= eta;
        before = to;
      }
      return share;
    }
  }

  /**
   * Successive halving: of all trials the best one in {@code eta} goes on, rung by rung, each rung
   * waiting for all of its trials.
   *
   * @param first epochs before the first comparison, 1 by default
   * @param eta 3 by default
   */
  record Halving(int first, int eta) implements PrunerSpec {
    @Override
    public double share(int epochs) {
      return new Asha(first, eta).share(epochs);
    }
  }

  /**
   * Hyperband: brackets of successive halving, from many short trainings to few long ones.
   *
   * @param eta 3 by default
   */
  record Hyperband(int eta) implements PrunerSpec {
    /**
     * The mean of its brackets by their trials: eta^s / (s + 1) of each, as Hyperband deals them.
     */
    @Override
    public double share(int epochs) {
      double trained = 0;
      double trials = 0;
      int first = 1;
      for (int steps = steps(epochs); steps >= 0; steps--, first *= eta) {
        double dealt = Math.pow(eta, steps) / (steps + 1);
        trained += dealt * new Asha(Math.min(first, epochs), eta).share(epochs);
        trials += dealt;
      }
      return trained / trials;
    }

    private int steps(int epochs) {
      int steps = 0;
      for (long reach = eta; reach <= epochs; reach *= eta) {
        steps++;
      }
      return steps;
    }
  }

  /**
   * A trial stops where its best loss so far is above the median of the complete ones at that
   * epoch.
   *
   * @param startup complete trials before any is stopped, 5 by default
   * @param warmup epochs that every trial may train, 0 by default
   */
  record Median(int startup, int warmup) implements PrunerSpec {
    /** Nobody knows; at most all. */
    @Override
    public double share(int epochs) {
      return 1;
    }
  }

  /**
   * No further seeds of a point are trained once Wilcoxon's signed-rank test over the seeds that it
   * shares with the best point has it as worse.
   *
   * @param level p below which it is, 0.1 by default
   */
  record Wilcoxon(double level) implements PrunerSpec {
    /** Nobody knows; at most all. */
    @Override
    public double share(int epochs) {
      return 1;
    }

    /** The fewest pairs that can be below the level: all of them one-sided. */
    public int fewestPairs() {
      int pairs = 1;
      while (Math.pow(0.5, pairs) >= level) {
        pairs++;
      }
      return pairs;
    }
  }
}
