package org.fathom4j.compiled.onednn;

/** {@code e^x} of many numbers at most 0, in loops that the JVM turns into vector code. */
final class Exponentials {
  /** Below, the result is 0: no single-precision number is as small. */
  private static final double LEAST = -90;

  private static final double LEAST_POWER = power(LEAST);

  private Exponentials() {}

  /** Replaces the first numbers of an array by their powers, within 1e-13 of their values. */
  static void of(double[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      numbers[i] = power(Math.max(numbers[i], LEAST)) - LEAST_POWER;
    }
  }

  /** Taylor's polynomial of a small part of x, squared nine times: no branch, no table. */
  private static double power(double x) {
    double r = x / 512;
    double tail = 1 / 5040.0 + r * (1 / 40320.0 + r * (1 / 362880.0 + r * (1 / 3628800.0)));
    double p =
        1
            + r
                * (1
                    + r
                        * (1 / 2.0
                            + r
                                * (1 / 6.0
                                    + r
                                        * (1 / 24.0
                                            + r * (1 / 120.0 + r * (1 / 720.0 + r * tail))))));
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    p *= p;
    return p * p;
  }
}
