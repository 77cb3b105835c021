package org.fathom4j.sweep.pruner;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.metrics.TrialState;
import org.fathom4j.sweep.space.Point;

/**
 * The learning curve of a trial.
 *
 * @param number from 1, in the order of starting
 * @param point its configuration
 * @param replicate which of its configuration's trainings it is, from 0; the same number means the
 *     same seed in every configuration
 * @param losses by epoch from the first, smaller is better
 * @param budget the epoch up to which it was told to train; one that has reached it waits
 * @param state running (or waiting), or how it ended
 */
public record Curve(
    int number, Point point, int replicate, List<Double> losses, int budget, TrialState state) {
  /** Copies the losses. */
  public Curve {
    losses = List.copyOf(losses);
  }

  /** A trial that is about to train up to an epoch. */
  public static Curve started(int number, Point point, int replicate, int budget) {
    return new Curve(number, point, replicate, List.of(), budget, TrialState.RUNNING);
  }

  /** This curve and the loss of one epoch more. */
  public Curve epoch(double loss) {
    return epochs(List.of(loss));
  }

  /** This curve and the losses of further epochs. */
  public Curve epochs(List<Double> further) {
    List<Double> more = new ArrayList<>(losses);
    more.addAll(further);
    return new Curve(number, point, replicate, more, budget, state);
  }

  /** This trial told to train up to a later epoch. */
  public Curve to(int epoch) {
    return new Curve(number, point, replicate, losses, epoch, state);
  }

  /** This trial ended. */
  public Curve ended(TrialState how) {
    return new Curve(number, point, replicate, losses, budget, how);
  }

  /** Epochs trained. */
  public int epochs() {
    return losses.size();
  }

  /** Whether it has trained what it was told and may be told more. */
  public boolean waiting() {
    return state == TrialState.RUNNING && epochs() >= budget;
  }

  /**
   * Whether it has come to an epoch: it trained so far, was complete before, or ended on the way
   * there.
   */
  public boolean reached(int epoch) {
    return epochs() >= epoch
        || state == TrialState.COMPLETE
        || (state != TrialState.RUNNING && budget >= epoch);
  }

  /**
   * Its loss at an epoch that it reached; of a trial that was complete before, its last. Infinite
   * for one that failed, diverged or was stopped before, and where the loss is not a number.
   */
  public double lossAt(int epoch) {
    if (epochs() < epoch && (state != TrialState.COMPLETE || losses.isEmpty())) {
      return Double.POSITIVE_INFINITY;
    }
    double loss = losses.get(Math.min(epoch, epochs()) - 1);
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  /** Its smallest loss so far; infinite where it has none. */
  public double best() {
    return best(epochs());
  }

  /** Its smallest loss among its first epochs; infinite where it has none. */
  public double best(int first) {
    return losses.stream()
        .limit(first)
        .filter(loss -> !Double.isNaN(loss))
        .mapToDouble(Double::doubleValue)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }
}
