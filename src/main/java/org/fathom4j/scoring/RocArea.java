package org.fathom4j.scoring;

import java.util.Arrays;

/**
 * Area under the ROC curve: the probability that a positive example scores above a negative one,
 * ties counting one half (Mann and Whitney's U over the number of pairs).
 */
final class RocArea {
  private RocArea() {}

  /** The area; NaN where one of the sides is empty or a score is no number. */
  static double of(float[] scores, boolean[] positive) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < scores.length; i++) {
      if (Float.isNaN(scores[i])) {
        return Double.NaN;
      }
      keys[i] = 2 * ordered(scores[i]) + (positive[i] ? 1 : 0);
    }
    Arrays.sort(keys);
    double above = 0;
    long positives = 0;
    long negatives = 0;
    for (int i = 0; i < keys.length; ) {
      long score = keys[i] >> 1;
      long tiedPositives = 0;
      int from = i;
      for (; i < keys.length && keys[i] >> 1 == score; i++) {
        tiedPositives += keys[i] & 1;
      }
      long tiedNegatives = i - from - tiedPositives;
      above += tiedPositives * (negatives + tiedNegatives / 2.0);
      positives += tiedPositives;
      negatives += tiedNegatives;
    }
    return above / ((double) positives * negatives);
  }

  /** Whole numbers in the order of the scores, equal ones equal. */
  private static long ordered(float score) {
    int bits = Float.floatToIntBits(score + 0.0f); // -0 is 0
    return bits >= 0 ? bits : Integer.MIN_VALUE - (long) bits;
  }
}
