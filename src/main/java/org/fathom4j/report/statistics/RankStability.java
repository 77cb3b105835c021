package org.fathom4j.report.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How far a ranking hangs on the seeds that it was measured with. The seeds are drawn anew, with
 * replacement and the same ones for everybody, and the means ranked again (bootstrap over pairs).
 *
 * @param seeds each thing was measured with
 * @param tau mean of Kendall's tau-b over all pairs of seeds, each seed ranking by itself
 * @param first share of the draws in which each thing has the smallest mean, in the order given;
 *     equal ones share a draw
 */
public record RankStability(int seeds, double tau, List<Double> first) {
  private static final int DRAWS = 10_000;
  private static final long SEED = 20_140_413L;

  /** Copies the shares. */
  public RankStability {
    first = List.copyOf(first);
  }

  /**
   * Of measured things.
   *
   * @param losses by thing, then by seed, smaller is better; as many seeds for each, at least 2
   */
  public static RankStability of(List<double[]> losses) {
    int seeds = losses.get(0).length;
    return new RankStability(seeds, tau(losses, seeds), first(losses, seeds));
  }

  private static double tau(List<double[]> losses, int seeds) {
    List<Double> taus = new ArrayList<>();
    for (int i = 0; i < seeds; i++) {
      for (int j = i + 1; j < seeds; j++) {
        taus.add(Kendall.tau(column(losses, i), column(losses, j)));
      }
    }
    return taus.stream().filter(Double::isFinite).mapToDouble(t -> t).average().orElse(Double.NaN);
  }

  private static double[] column(List<double[]> losses, int seed) {
    return losses.stream().mapToDouble(thing -> thing[seed]).toArray();
  }

  private static List<Double> first(List<double[]> losses, int seeds) {
    SplittableRandom random = new SplittableRandom(SEED);
    double[] wins = new double[losses.size()];
    int[] times = new int[seeds];
    for (int draw = 0; draw < DRAWS; draw++) {
      Arrays.fill(times, 0);
      for (int j = 0; j < seeds; j++) {
        times[random.nextInt(seeds)]++;
      }
      double[] sums = losses.stream().mapToDouble(thing -> sum(thing, times)).toArray();
      List<Integer> best = smallest(sums);
      best.forEach(i -> wins[i] += 1.0 / best.size());
    }
    List<Double> shares = new ArrayList<>();
    for (double won : wins) {
      shares.add(won / DRAWS);
    }
    return shares;
  }

  private static double sum(double[] values, int[] times) {
    double sum = 0;
    for (int j = 0; j < values.length; j++) {
      sum += times[j] * values[j];
    }
    return sum;
  }

  private static List<Integer> smallest(double[] values) {
    List<Integer> places = new ArrayList<>();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < values.length; i++) {
      if (values[i] < least) {
        least = values[i];
        places.clear();
      }
      if (values[i] == least) {
        places.add(i);
      }
    }
    return places;
  }
}
