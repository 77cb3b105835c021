package org.fathom4j.report.statistics;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.hipparchus.special.Erf;

/**
 * How much of what tells good networks from all others lies in each parameter (PED-ANOVA: Watanabe,
 * Bansal, Hutter, IJCAI 2023, arXiv 2304.10255): the Pearson divergence of the parameter's density
 * among the best tenth of the networks from its density among all,
 *
 * <pre>sum over cells x of p(x) (p'(x) / p(x) - 1)^2</pre>
 *
 * each divided by the sum over parameters. Densities are kernel estimates over cells with Scott's
 * width, or over categories, each with a prior of the weight of one network.
 */
public final class PedAnova {
  private static final double BEST = 0.1;
  private static final int FEWEST_BEST = 2;
  private static final double PRIOR = 1;
  private static final double LEAST_WIDTH = 0.5 / 1.64;
  private static final double TINY = 1e-12;

  private PedAnova() {}

  /**
   * A parameter's values.
   *
   * @param cells of each network, from 0
   * @param count how many cells there are
   * @param ordered whether neighbouring cells are alike
   */
  public record Column(List<Integer> cells, int count, boolean ordered) {
    /** Copies the cells. */
    public Column {
      cells = List.copyOf(cells);
    }
  }

  /**
   * The share of each parameter; all 0 where nothing tells the best from the others.
   *
   * @param losses of each network, smaller is better
   */
  public static double[] shares(double[] losses, List<Column> columns) {
    double cut = cut(losses);
    double[] divergences =
        columns.stream().mapToDouble(column -> divergence(column, losses, cut)).toArray();
    double sum = Arrays.stream(divergences).sum();
    return Arrays.stream(divergences).map(d -> sum > 0 ? d / sum : 0).toArray();
  }

  /** The greatest loss of the best ones. */
  private static double cut(double[] losses) {
    double[] sorted = losses.clone();
    Arrays.sort(sorted);
    int best =
        Math.max((int) Math.ceil(BEST * sorted.length), Math.min(FEWEST_BEST, sorted.length));
    return sorted[best - 1];
  }

  private static double divergence(Column column, double[] losses, double cut) {
    if (Set.copyOf(column.cells()).size() < 2) {
      return 0;
    }
    double[] all = new double[column.count()];
    double[] best = new double[column.count()];
    for (int i = 0; i < losses.length; i++) {
      int cell = column.cells().get(i);
      all[cell]++;
      if (losses[i] <= cut) {
        best[cell]++;
      }
    }
    double[] p = column.ordered() ? kernels(all) : categories(all);
    double[] good = column.ordered() ? kernels(best) : categories(best);
    double sum = 0;
    for (int x = 0; x < p.length; x++) {
      double ratio = (good[x] + TINY) / (p[x] + TINY) - 1;
      sum += (p[x] + TINY) * ratio * ratio;
    }
    return sum;
  }

  /** Each observed category is a kernel that gives some weight to all others. */
  private static double[] categories(double[] counts) {
    double total = Arrays.stream(counts).sum();
    double kernels = Arrays.stream(counts).filter(count -> count > 0).count() + 1.0;
    double spread = 1 / kernels;
    double row = 1 + counts.length * spread;
    double prior = PRIOR / (total + PRIOR) / counts.length;
    return Arrays.stream(counts)
        .map(count -> (count + total * spread) / row / (total + PRIOR) + prior)
        .toArray();
  }

  private static double[] kernels(double[] counts) {
    double total = Arrays.stream(counts).sum();
    double width = Math.max(LEAST_WIDTH, scott(counts, total));
    double[] density = new double[counts.length];
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        add(density, counts[cell] / (total + PRIOR), cell, width);
      }
    }
    add(density, PRIOR / (total + PRIOR), (counts.length - 1) / 2.0, counts.length);
    return density;
  }

  /** Scott's width of a kernel, by the smaller of deviation and range of the middle half. */
  private static double scott(double[] counts, double total) {
    double mean = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      mean += cell * counts[cell] / total;
    }
    double squares = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      squares += counts[cell] * (cell - mean) * (cell - mean);
    }
    double deviation = Math.sqrt(squares / Math.max(1, total - 1));
    double middle =
        quartile(counts, Math.floor(total * 3 / 4), true)
            - quartile(counts, Math.floor(total / 4), false);
    return 1.059 * Math.min(middle / 1.34, deviation) * Math.pow(total, -0.2);
  }

  /** The first cell up to which so many networks lie, or more than so many. */
  private static int quartile(double[] counts, double rank, boolean more) {
    double sum = 0;
    int last = 0;
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        sum += counts[cell];
        last = cell;
        if (more ? sum > rank : sum >= rank) {
          return cell;
        }
      }
    }
    return last;
  }

  /** A normal distribution over the cells, cut off at their ends. */
  private static void add(double[] density, double weight, double mean, double width) {
    double whole = below(density.length - 0.5, mean, width) - below(-0.5, mean, width);
    for (int cell = 0; cell < density.length; cell++) {
      double part = below(cell + 0.5, mean, width) - below(cell - 0.5, mean, width);
      density[cell] += weight * part / whole;
    }
  }

  private static double below(double x, double mean, double width) {
    return 0.5 * Erf.erfc((mean - x) / (width * Math.sqrt(2)));
  }
}
