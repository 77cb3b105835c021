package org.fathom4j.report.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Those of several things that no other beats: none has a smaller loss at no higher cost, or a
 * lower cost at no larger loss. Of equal ones all are on the front.
 */
public final class ParetoFront {
  private ParetoFront() {}

  /**
   * The front, in order of cost.
   *
   * @param losses what is to be small
   * @param costs of each, likewise
   * @return places in the arrays
   */
  public static List<Integer> of(double[] losses, double[] costs) {
    return IntStream.range(0, losses.length)
        .filter(i -> Double.isFinite(losses[i]) && Double.isFinite(costs[i]))
        .filter(i -> !dominated(losses, costs, i))
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> costs[i]).thenComparing(i -> i))
        .toList();
  }

  private static boolean dominated(double[] losses, double[] costs, int i) {
    return IntStream.range(0, losses.length)
        .anyMatch(
            k ->
                losses[k] <= losses[i]
                    && costs[k] <= costs[i]
                    && (losses[k] < losses[i] || costs[k] < costs[i]));
  }
}
