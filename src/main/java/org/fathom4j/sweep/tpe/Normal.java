package org.fathom4j.sweep.tpe;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.fathom4j.sweep.sampler.Draws;

/** The standard normal distribution between two bounds. */
final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** Probability of [a, b]; also where both are far out in one tail. */
  static double mass(double a, double b) {
    return a > 0 ? STANDARD.probability(-b, -a) : STANDARD.probability(a, b);
  }

  static double logDensity(double z) {
    return STANDARD.logDensity(z);
  }

  /** A draw from the part between a and b, by the inverse of the distribution function. */
  static double draw(double a, double b, Draws draws) {
    double below = STANDARD.cumulativeProbability(a);
    double p = below + draws.nextDouble() * mass(a, b);
    return Math.max(a, Math.min(b, STANDARD.inverseCumulativeProbability(Math.min(p, 1))));
  }
}
