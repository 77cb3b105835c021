package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.fathom4j.report.chart.Point;

/**
 * Noise that is never below 0, added to sin(2πx).
 *
 * @param name for people
 * @param draw takes one
 * @param mean of the noise
 * @param median of the noise
 * @param deviation its standard deviation
 * @param density of the noise at its median
 */
record NoisyCurve(
    String name,
    ToDoubleFunction<SplittableRandom> draw,
    double mean,
    double median,
    double deviation,
    double density) {
  /** Exponential with mean 1: median ln 2. */
  static NoisyCurve exponential() {
    return new NoisyCurve(
        "exponential(1)", random -> -Math.log(1 - random.nextDouble()), 1, Math.log(2), 1, 0.5);
  }

  /** Exponential of a standard normal number: mean √e, median 1. */
  static NoisyCurve lognormal() {
    return new NoisyCurve(
        "lognormal(0, 1)",
        random -> Math.exp(random.nextGaussian()),
        Math.sqrt(Math.E),
        1,
        Math.sqrt((Math.E - 1) * Math.E),
        1 / Math.sqrt(2 * Math.PI));
  }

  static double truth(double x) {
    return Math.sin(2 * Math.PI * x);
  }

  /** So many points, x uniform from 0 to 1. */
  List<Point> sample(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Point> points = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      double x = random.nextDouble();
      points.add(new Point(x, truth(x) + draw.applyAsDouble(random)));
    }
    return points;
  }

  /** Standard error of the mean of so many draws. */
  double meanError(int count) {
    return deviation / Math.sqrt(count);
  }

  /** Standard error of the median of so many draws, 1 / (2 f(m) √n). */
  double medianError(int count) {
    return 1 / (2 * density * Math.sqrt(count));
  }
}
