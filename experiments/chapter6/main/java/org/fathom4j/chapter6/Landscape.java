package org.fathom4j.chapter6;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A function of several numbers between −1 and 1 that is to be learned.
 *
 * @param kind what it looks like
 * @param inputs how many numbers
 */
record Landscape(Kind kind, int inputs) {
  /** What a function looks like. */
  enum Kind {
    /** Changes in one direction alone, two crests from end to end: {@code sin(2π w·x), |w| = 1}. */
    WAVE,
    /** Round hills and hollows at scattered places. */
    HILLS
  }

  private static final double SPREAD = 0.22;
  private static final double[][] PLACES = {
    {-0.6, 0.5}, {0.1, 0.7}, {0.7, 0.35}, {-0.1, 0.0}, {-0.65, -0.45}, {0.15, -0.65}, {0.7, -0.5}
  };

  /** For people. */
  String title() {
    return (kind == Kind.WAVE ? "Wave, " : "Hills, ") + inputs + " inputs";
  }

  /** The direction in which the wave changes, of length 1: 3, 2, 1, 1, ... */
  double[] direction() {
    double[] parts = IntStream.range(0, inputs).mapToDouble(i -> Math.max(1, 3 - i)).toArray();
    double length = Math.sqrt(dot(parts, parts));
    return IntStream.range(0, inputs).mapToDouble(i -> parts[i] / length).toArray();
  }

  /** Its value. */
  double at(double[] place) {
    if (kind == Kind.WAVE) {
      return Math.sin(2 * Math.PI * dot(direction(), place));
    }
    double sum = 0;
    for (int i = 0; i < PLACES.length; i++) {
      double size = Math.exp(-squared(place, PLACES[i]) / (2 * SPREAD * SPREAD));
      sum += i % 2 == 0 ? size : -size;
    }
    return sum;
  }

  /** So many random places; {@code noise} is the standard deviation of what is measured there. */
  Sample draw(int size, double noise, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] places = new double[size][inputs];
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < inputs; j++) {
        places[i][j] = 2 * random.nextDouble() - 1;
      }
      values[i] = at(places[i]) + noise * random.nextGaussian();
    }
    return new Sample(places, values);
  }

  static double dot(double[] one, double[] other) {
    return IntStream.range(0, one.length).mapToDouble(i -> one[i] * other[i]).sum();
  }

  static double squared(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }

  /**
   * Places and what was measured there.
   *
   * @param places a row each
   * @param values one each
   */
  @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
  record Sample(double[][] places, double[] values) {
    int size() {
      return values.length;
    }

    /** Root of the mean squared difference, as a share of that of the best constant. */
    double error(double[] answers) {
      double mean = IntStream.range(0, size()).mapToDouble(i -> values[i]).average().orElse(0);
      double missed = squared(answers, values);
      double all =
          IntStream.range(0, size()).mapToDouble(i -> values[i] - mean).map(d -> d * d).sum();
      return Math.sqrt(missed / all);
    }
  }
}
