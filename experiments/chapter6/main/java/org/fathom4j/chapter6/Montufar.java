package org.fathom4j.chapter6;

/** How many linear regions networks of rectifiers can have. */
final class Montufar {
  /** Where the bound is proved. */
  static final String SOURCE = "Montúfar, Pascanu, Cho, Bengio 2014 (arXiv 1402.1869), theorem 4";

  private Montufar() {}

  /**
   * Regions that some network with these layers of equal width has at least: floor(width /
   * inputs)^(inputs (layers − 1)) times the sum of C(width, j), j = 0..inputs.
   */
  static long bound(int inputs, int width, int layers) {
    long sum = 0;
    long binomial = 1;
    for (int j = 0; j <= inputs; j++) {
      sum += binomial;
      binomial = binomial * (width - j) / (j + 1);
    }
    int copies = width / inputs;
    for (int fold = 0; fold < inputs * (layers - 1); fold++) {
      sum *= copies;
    }
    return sum;
  }

  /** Most parts of the plane that so many lines make. */
  static long parts(int lines) {
    return bound(2, lines, 1);
  }
}
