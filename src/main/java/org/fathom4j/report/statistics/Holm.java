package org.fathom4j.report.statistics;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Holm's step-down correction (1979) for several tests at once: the k-th smallest of m p-values is
 * multiplied by m - k + 1, none below its predecessor, none above 1.
 */
public final class Holm {
  private Holm() {}

  /** The corrected p-values, in the order given. */
  public static double[] adjust(double[] p) {
    List<Integer> order =
        IntStream.range(0, p.length).boxed().sorted(Comparator.comparingDouble(i -> p[i])).toList();
    double[] adjusted = new double[p.length];
    double floor = 0;
    for (int rank = 0; rank < p.length; rank++) {
      int i = order.get(rank);
      floor = Math.max(floor, Math.min(1, p[i] * (p.length - rank)));
      adjusted[i] = floor;
    }
    return adjusted;
  }
}
