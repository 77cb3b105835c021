package org.fathom4j.data.streetnumbers;

import java.util.ArrayList;
import java.util.List;

/**
 * What is written on the house.
 *
 * @param digits from the left
 * @param target position of the digit to be told
 */
record HouseNumber(List<Integer> digits, int target) {
  /** Numbers of 1 to 6 digits among the 33,402 training photos of SVHN (Netzer et al. 2011). */
  private static final double[] LENGTHS = {5137, 18130, 8691, 1434, 9, 1};

  /** How often 0..9 stand on real houses, in percent. */
  private static final double[] FREQUENCIES = {
    6.4, 19.8, 15.7, 11.1, 10.1, 9.4, 7.4, 7.8, 6.4, 5.9
  };

  HouseNumber {
    digits = List.copyOf(digits);
  }

  /** A number as a photo of a house shows it. */
  static HouseNumber whole(Draws draws) {
    int length = 1 + draws.weighted(LENGTHS);
    return new HouseNumber(write(draws, length), 0);
  }

  /** A number seen through one of its digits: longer numbers come oftener, as they have more. */
  static HouseNumber around(Draws draws, boolean balanced) {
    int digit = balanced ? draws.below(10) : draws.weighted(FREQUENCIES);
    double[] byDigits = LENGTHS.clone();
    for (int i = 0; i < byDigits.length; i++) {
      byDigits[i] *= i + 1;
    }
    int length = 1 + draws.weighted(byDigits);
    int target = draws.below(length);
    List<Integer> digits = write(draws, length);
    digits.set(target, digit);
    return new HouseNumber(digits, target);
  }

  private static List<Integer> write(Draws draws, int length) {
    List<Integer> digits = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      digits.add(draws.weighted(FREQUENCIES));
    }
    return digits;
  }
}
