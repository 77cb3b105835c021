package org.fathom4j.sweep.space;

import java.util.OptionalDouble;
import org.fathom4j.problem.InvalidSpecException;

/** What the ranges have in common. */
final class Axes {
  private static final double NEAR = 1e-9;

  private Axes() {}

  static void check(double from, double to, double step, boolean log, int points) {
    if (!(from < to || (from == to && step > 0))
        || Double.isInfinite(from)
        || Double.isInfinite(to)) {
      throw new InvalidSpecException(
          "a range must run from a smaller to a greater number, got " + from + " to " + to);
    }
    if (!(step >= 0) || points < 0) {
      throw new InvalidSpecException(
          "step and points must not be negative, got " + step + " and " + points);
    }
    if (log && from - step / 2 <= 0) {
      throw new InvalidSpecException(
          "a logarithmic range must start above 0 and above half its step, got " + from);
    }
  }

  /** A number that lies on the scale. */
  static OptionalDouble number(Object value, Scale scale) {
    if (!(value instanceof Number given)) {
      return OptionalDouble.empty();
    }
    double number = given.doubleValue();
    if (!(number >= scale.low() && number <= scale.high() + NEAR * scale.step())) {
      return OptionalDouble.empty();
    }
    double steps = scale.step() > 0 ? (number - scale.low()) / scale.step() : 0;
    return Math.abs(steps - Math.rint(steps)) < NEAR * Math.max(1, steps)
        ? OptionalDouble.of(number)
        : OptionalDouble.empty();
  }

  /** Whether two values are the same; 2 and 2.0 are. */
  static boolean same(Object one, Object other) {
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    return one.equals(other);
  }
}
