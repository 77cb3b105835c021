package org.fathom4j.config;

import java.util.List;
import org.fathom4j.problem.Suggestions;

/** Rules in words, to follow "must be". */
final class Rules {
  /** The greatest number below 1, for ranges that leave 1 out. */
  static final double BELOW_1 = Math.nextDown(1.0);

  private Rules() {}

  static String whole(long min, long max) {
    if (max == Long.MAX_VALUE || max == Integer.MAX_VALUE) {
      return min == Long.MIN_VALUE || min == Integer.MIN_VALUE
          ? "a whole number"
          : "a whole number of at least " + min;
    }
    return "a whole number from " + min + " to " + max;
  }

  static String number(double min, double max) {
    boolean below = max < Double.MAX_VALUE;
    if (max == BELOW_1) {
      return number(min, Double.MAX_VALUE) + " and below 1";
    }
    if (min == Double.MIN_VALUE) {
      return "a number above 0" + (below ? " and at most " + plain(max) : "");
    }
    if (min <= -Double.MAX_VALUE) {
      return below ? "a number of at most " + plain(max) : "a finite number";
    }
    return below
        ? "a number from " + plain(min) + " to " + plain(max)
        : "a number of at least " + plain(min);
  }

  /** The whole message about a name that is not among the allowed. */
  static String choice(String got, List<String> allowed) {
    return "must be one of "
        + String.join(", ", allowed)
        + ", got '"
        + got
        + "'"
        + Suggestions.nearest(got, allowed).map(n -> "; did you mean '" + n + "'?").orElse("");
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
