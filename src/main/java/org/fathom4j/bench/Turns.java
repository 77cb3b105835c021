package org.fathom4j.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sides that take turns, and the steps a second of each in every round. */
final class Turns implements AutoCloseable {
  private static final int MOST_STEPS = 1_000_000;

  private final double seconds;
  private final Map<String, Runner> runners = new LinkedHashMap<>();
  private int round;

  private record Runner(Side side, int steps, List<Double> rates) {}

  /**
   * Turns without a side yet.
   *
   * @param seconds that a turn is to take
   */
  Turns(double seconds) {
    this.seconds = seconds;
  }

  /** Warms a side up, which also tells how many steps make a turn. */
  void add(String name, Side side) {
    side.train(1); // builds what is built once
    int steps = 1;
    double taken = side.train(steps);
    while (taken < seconds / 2 && steps < MOST_STEPS) {
      double wanted = Math.max(2.0 * steps, steps * seconds / (2 * Math.max(taken, 1e-6)));
      steps = (int) Math.min(Math.min(wanted, 50.0 * steps), MOST_STEPS);
      taken = side.train(steps);
    }
    int turn = (int) Math.max(1, Math.min(Math.round(steps * seconds / taken), MOST_STEPS));
    runners.put(name, new Runner(side, turn, new ArrayList<>()));
  }

  /** One turn of each side, forwards and backwards in alternation. */
  void round() {
    List<Runner> order = new ArrayList<>(runners.values());
    if (round++ % 2 == 1) {
      Collections.reverse(order);
    }
    for (Runner runner : order) {
      runner.rates().add(runner.steps() / runner.side().train(runner.steps()));
    }
  }

  boolean has(String name) {
    return runners.containsKey(name);
  }

  /** Steps a second of a side, by round. */
  double[] rates(String name) {
    Runner runner = runners.get(name);
    if (runner == null) {
      throw new IllegalArgumentException(name + " takes no part");
    }
    return runner.rates().stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void close() {
    runners.values().forEach(runner -> runner.side().close());
  }
}
