package org.fathom4j.layers.output;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A number that was read.
 *
 * @param digits its digits, first to last; the first ones where it has more than are read
 * @param more whether it has more digits than are read
 * @param logProbability natural logarithm of the probability of length and digits together, at most
 *     0
 */
public record Sequence(List<Integer> digits, boolean more, double logProbability) {

  /** Keeps a copy of the digits. */
  public Sequence {
    digits = List.copyOf(digits);
  }

  /** The digits as text, such as {@code 175}; followed by {@code +} where there are more. */
  public String text() {
    String read = digits.stream().map(String::valueOf).collect(Collectors.joining());
    return more ? read + "+" : read;
  }

  /**
   * The probability of length and digits together, the confidence that coverage at an accuracy is
   * measured by.
   */
  public double probability() {
    return Math.exp(logProbability);
  }
}
