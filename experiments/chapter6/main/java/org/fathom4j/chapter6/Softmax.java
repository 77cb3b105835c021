package org.fathom4j.chapter6;

import java.util.Arrays;
import java.util.function.DoublePredicate;

/** Softmax by hand: as its formula stands, and shifted so that it cannot overflow. */
final class Softmax {
  private Softmax() {}

  /** exp(z) over its sum, as the formula stands (equation 6.29), in double precision. */
  static double[] naive(double... z) {
    double[] e = Arrays.stream(z).map(Math::exp).toArray();
    double sum = Arrays.stream(e).sum();
    return Arrays.stream(e).map(v -> v / sum).toArray();
  }

  /** The same with every number in single precision. */
  static float[] naive(float... z) {
    float sum = 0;
    float[] e = new float[z.length];
    for (int i = 0; i < z.length; i++) {
      e[i] = (float) Math.exp(z[i]);
      sum += e[i];
    }
    for (int i = 0; i < z.length; i++) {
      e[i] /= sum;
    }
    return e;
  }

  /** The largest z taken off first (equation 6.33). */
  static double[] stable(double... z) {
    double most = Arrays.stream(z).max().orElse(0);
    return naive(Arrays.stream(z).map(v -> v - most).toArray());
  }

  /** Logarithm of the softmax: z − log Σ exp(z) (equation 6.30), the largest z taken off first. */
  static double[] logarithm(double... z) {
    double most = Arrays.stream(z).max().orElse(0);
    double sum = Arrays.stream(z).map(v -> Math.exp(v - most)).sum();
    return Arrays.stream(z).map(v -> v - most - Math.log(sum)).toArray();
  }

  /** The least float at which {@code overflows} holds, found by halving an interval to its end. */
  static float leastFloat(DoublePredicate overflows, float fine, float over) {
    float low = fine;
    float high = over;
    while (Math.nextUp(low) < high) {
      float middle = low + (high - low) / 2;
      if (overflows.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  /** The least double at which {@code overflows} holds. */
  static double leastDouble(DoublePredicate overflows, double fine, double over) {
    double low = fine;
    double high = over;
    while (Math.nextUp(low) < high) {
      double middle = low + (high - low) / 2;
      if (overflows.test(middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
