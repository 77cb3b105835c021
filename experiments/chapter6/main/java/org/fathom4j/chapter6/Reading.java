package org.fathom4j.chapter6;

import java.util.ArrayList;
import java.util.List;
import org.fathom4j.config.Options;

/** Lists of numbers from a study's options. */
final class Reading {
  private Reading() {}

  /** A list of whole numbers, each at least {@code min}; a mistake is reported. */
  static List<Integer> integers(Options options, String key, int min, List<Integer> otherwise) {
    List<Integer> numbers = new ArrayList<>();
    for (Object item : options.list(key, List.copyOf(otherwise))) {
      if (!(item instanceof Number number)
          || number.doubleValue() != Math.rint(number.doubleValue())
          || number.doubleValue() < min
          || number.doubleValue() > Integer.MAX_VALUE) {
        options.problem(
            key, "must be a list of whole numbers of at least " + min + ", got " + item + " in it");
        return otherwise;
      }
      numbers.add(number.intValue());
    }
    if (numbers.isEmpty()) {
      options.problem(key, "must have at least one value");
      return otherwise;
    }
    return List.copyOf(numbers);
  }
}
