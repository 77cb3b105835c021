package org.fathom4j.chapter6;

import org.deeplearning4j.nn.conf.distribution.ConstantDistribution;
import org.deeplearning4j.nn.conf.distribution.Distribution;
import org.deeplearning4j.nn.conf.distribution.NormalDistribution;

/**
 * Where the weights start: normal around 0 with variance {@code gain / inputs} of their unit, or
 * all equal.
 *
 * @param id for names of numbers
 * @param label for people, short
 * @param name for people
 * @param gain 2 is He's start
 * @param random whether weights are drawn; else each is {@code gain / inputs}
 */
record WeightStart(String id, String label, String name, double gain, boolean random) {
  static final WeightStart ZERO = new WeightStart("zero", "zero", "all zero", 0, false);
  static final WeightStart EQUAL =
      new WeightStart("equal", "equal", "all equal: 1 / inputs", 1, false);
  static final WeightStart TINY =
      new WeightStart("tiny", "tiny", "tiny: a tenth of He's", 0.02, true);
  static final WeightStart HALF = new WeightStart("half", "half", "variance 1 / inputs", 1, true);
  static final WeightStart HE = new WeightStart("he", "He's", "He's: variance 2 / inputs", 2, true);
  static final WeightStart LARGE =
      new WeightStart("large", "large", "too large: ten times He's", 200, true);

  /** What the weights of a unit with so many inputs are drawn from. */
  Distribution distribution(int inputs) {
    return random
        ? new NormalDistribution(0, Math.sqrt(gain / inputs))
        : new ConstantDistribution(gain / inputs);
  }

  /** By how much a layer of rectifiers multiplies the mean square of what passes through. */
  double growth() {
    return gain / 2;
  }
}
