package org.fathom4j.chapter6;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import org.fathom4j.chapter6.Landscape.Sample;

/**
 * Fixed features: {@code exp(−|x − c|² / (2 s²))} around centres c that are spread over the data by
 * k-means, all of one width s, with a linear read-out in closed form.
 *
 * @param centres a row each
 * @param width s
 * @param readOut weights of the features, then a constant
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record RadialFeatures(double[][] centres, double width, double[] readOut) {
  private static final double[] WIDTHS = {0.7, 1, 1.5, 2, 3, 4, 6};

  /** Penalty on squared weights, for each example. */
  static final double RIDGE = 1e-7;

  private static final int ROUNDS = 30;

  /** The best of several widths, judged on {@code validation}. */
  static RadialFeatures fit(int features, Sample train, Sample validation, long seed) {
    double[][] centres = centres(train.places(), features, seed);
    double apart = apart(centres);
    RadialFeatures best = null;
    double least = Double.POSITIVE_INFINITY;
    for (double factor : WIDTHS) {
      RadialFeatures candidate = fit(centres, factor * apart, train);
      double error = validation.error(candidate.answers(validation.places()));
      if (best == null || error < least) {
        best = candidate;
        least = error;
      }
    }
    return Objects.requireNonNull(best);
  }

  /** Least squares, with a ridge so small that it only settles what the data leave open. */
  static RadialFeatures fit(double[][] centres, double width, Sample train) {
    RadialFeatures features = new RadialFeatures(centres, width, new double[0]);
    int size = centres.length + 1;
    double[][] products = new double[size][size];
    double[] targets = new double[size];
    for (int i = 0; i < train.size(); i++) {
      double[] row = features.of(train.places()[i]);
      for (int a = 0; a < size; a++) {
        for (int b = 0; b <= a; b++) {
          products[a][b] += row[a] * row[b];
        }
        targets[a] += row[a] * train.values()[i];
      }
    }
    for (int a = 0; a < size; a++) {
      products[a][a] += RIDGE * train.size();
    }
    return new RadialFeatures(centres, width, Cholesky.solve(products, targets));
  }

  /** The features of one place. */
  double[] bumps(double[] place) {
    double[] values = new double[centres.length];
    for (int i = 0; i < centres.length; i++) {
      values[i] = Math.exp(-Landscape.squared(place, centres[i]) / (2 * width * width));
    }
    return values;
  }

  /** The features of one place, then 1. */
  private double[] of(double[] place) {
    double[] values = Arrays.copyOf(bumps(place), centres.length + 1);
    values[centres.length] = 1;
    return values;
  }

  /** What the read-out says at each place. */
  double[] answers(double[][] places) {
    double[] answers = new double[places.length];
    for (int i = 0; i < places.length; i++) {
      double[] values = of(places[i]);
      for (int j = 0; j < values.length; j++) {
        answers[i] += readOut[j] * values[j];
      }
    }
    return answers;
  }

  /** Lloyd's k-means from random examples. */
  static double[][] centres(double[][] places, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[][] centres = new double[count][];
    for (int i = 0; i < count; i++) {
      centres[i] = places[random.nextInt(places.length)].clone();
    }
    for (int round = 0; round < ROUNDS; round++) {
      double[][] sums = new double[count][places[0].length];
      int[] members = new int[count];
      for (double[] place : places) {
        int nearest = nearest(place, centres, -1);
        members[nearest]++;
        for (int i = 0; i < place.length; i++) {
          sums[nearest][i] += place[i];
        }
      }
      for (int c = 0; c < count; c++) {
        int size = members[c];
        // A centre that nobody is near starts again elsewhere.
        centres[c] =
            size > 0
                ? Arrays.stream(sums[c]).map(sum -> sum / size).toArray()
                : places[random.nextInt(places.length)].clone();
      }
    }
    return centres;
  }

  /** Mean distance from a centre to its nearest neighbour. */
  private static double apart(double[][] centres) {
    double sum = 0;
    for (int i = 0; i < centres.length; i++) {
      sum += Math.sqrt(Landscape.squared(centres[i], centres[nearest(centres[i], centres, i)]));
    }
    return sum / centres.length;
  }

  private static int nearest(double[] place, double[][] centres, int apartFrom) {
    int nearest = apartFrom == 0 ? 1 : 0;
    for (int i = 0; i < centres.length; i++) {
      if (i != apartFrom
          && Landscape.squared(place, centres[i]) < Landscape.squared(place, centres[nearest])) {
        nearest = i;
      }
    }
    return nearest;
  }
}
