package org.fathom4j.sweep.engine;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.fathom4j.sweep.pruner.Curve;

/**
 * A sweep without training: results are looked up, as in recorded learning curves, and workers only
 * pass the time that an order would really have taken.
 *
 * @param trials as they ended
 * @param seconds from the first order to the last result
 * @param idle share of the workers' time, from first to last, in which they had nothing to do
 */
public record Simulation(List<Curve> trials, double seconds, double idle) {
  private record Busy(Order order, double until) {}

  /** Copies the trials. */
  public Simulation {
    trials = List.copyOf(trials);
  }

  /**
   * Runs a sweep to its end.
   *
   * @param engine that has not begun
   * @param workers real ones
   * @param results of each order
   * @param seconds that each order really takes
   */
  public static Simulation of(
      SweepEngine engine,
      int workers,
      Function<Order, Trained> results,
      ToDoubleFunction<Order> seconds) {
    PriorityQueue<Busy> busy =
        new PriorityQueue<>(
            Comparator.comparingDouble(Busy::until).thenComparingInt(b -> b.order().number()));
    Set<Order> taken = new HashSet<>();
    double now = 0;
    double worked = 0;
    while (!engine.done()) {
      for (Order order : engine.due()) {
        if (busy.size() < workers && taken.add(order)) {
          double length = seconds.applyAsDouble(order);
          busy.add(new Busy(order, now + length));
          worked += length;
        }
      }
      Busy next = busy.remove();
      now = next.until();
      engine.ended(next.order().number(), results.apply(next.order()));
    }
    return new Simulation(engine.trials(), now, now > 0 ? 1 - worked / (workers * now) : 0);
  }
}
