package org.fathom4j.scoring;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether confidence means what it says (Guo et al. 2017): examples are sorted into {@value #BINS}
 * bins of equal width by the probability of the class that is predicted, each bin with its upper
 * end and without its lower one, and
 *
 * <pre>error = sum over bins of (examples in the bin / examples) |accuracy - mean confidence|</pre>
 */
public final class Calibration {
  /** Bins between 0 and 1. */
  public static final int BINS = 15;

  private final int[] examples = new int[BINS];
  private final int[] right = new int[BINS];
  private final double[] confidences = new double[BINS];

  /**
   * A bin that has examples.
   *
   * @param from its lower end
   * @param to its upper end
   * @param examples how many have their confidence in it
   * @param confidence their mean confidence
   * @param accuracy share of them that is right
   */
  public record Bin(double from, double to, int examples, double confidence, double accuracy) {}

  void add(double confidence, boolean isRight) {
    int bin = Math.min(BINS, Math.max(1, (int) Math.ceil(confidence * BINS))) - 1;
    examples[bin]++;
    right[bin] += isRight ? 1 : 0;
    confidences[bin] += confidence;
  }

  /** The expected calibration error; NaN without examples. */
  double error() {
    double sum = 0;
    int all = 0;
    for (int bin = 0; bin < BINS; bin++) {
      sum += Math.abs(right[bin] - confidences[bin]);
      all += examples[bin];
    }
    return sum / all;
  }

  /** The bins that have examples, the least sure first. */
  List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (examples[bin] > 0) {
        double n = examples[bin];
        bins.add(
            new Bin(
                bin / (double) BINS,
                (bin + 1) / (double) BINS,
                examples[bin],
                confidences[bin] / n,
                right[bin] / n));
      }
    }
    return bins;
  }
}
