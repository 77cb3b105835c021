package org.fathom4j.report.statistics;

import java.util.SplittableRandom;

/**
 * Sign-flip test of paired differences: were both sides equal, each difference could as well have
 * had the other sign. Exact up to 20 pairs, by 100,000 random flips with a fixed seed beyond.
 */
public final class SignFlip {
  private static final int EXACT_PAIRS = 20;
  private static final int RANDOM_FLIPS = 100_000;
  private static final double ROUNDING = 1e-12;

  private SignFlip() {}

  /**
   * One-sided p: the share of sign patterns whose sum is at least the one seen. With n pairs it
   * cannot be less than 1 / 2^n.
   *
   * @param differences better minus worse by the hypothesis, one per pair
   */
  public static double oneSided(double[] differences) {
    double seen = 0;
    double size = 0;
    for (double difference : differences) {
      seen += difference;
      size += Math.abs(difference);
    }
    double limit = seen - ROUNDING * Math.max(size, Double.MIN_NORMAL);
    return differences.length <= EXACT_PAIRS
        ? exact(differences, limit)
        : random(differences, limit);
  }

  private static double exact(double[] differences, double limit) {
    int patterns = 1 << differences.length;
    int atLeast = 0;
    for (int pattern = 0; pattern < patterns; pattern++) {
      atLeast += sum(differences, pattern) >= limit ? 1 : 0;
    }
    return (double) atLeast / patterns;
  }

  private static double sum(double[] differences, int pattern) {
    double sum = 0;
    for (int i = 0; i < differences.length; i++) {
      sum += (pattern >> i & 1) == 0 ? differences[i] : -differences[i];
    }
    return sum;
  }

  private static double random(double[] differences, double limit) {
    SplittableRandom random = new SplittableRandom(1);
    int atLeast = 1; // the pattern seen is one of those that could have been
    for (int flip = 0; flip < RANDOM_FLIPS; flip++) {
      double sum = 0;
      for (double difference : differences) {
        sum += random.nextBoolean() ? difference : -difference;
      }
      atLeast += sum >= limit ? 1 : 0;
    }
    return (double) atLeast / (RANDOM_FLIPS + 1);
  }
}
