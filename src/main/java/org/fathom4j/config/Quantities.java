package org.fathom4j.config;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as people write them: {@code 300k} is 300,000 and {@code 1.5M} is 1,500,000. */
final class Quantities {
  private static final Pattern FORM = Pattern.compile("([-+]?\\d{1,15}(?:\\.\\d{1,15})?)([kKM]?)");

  private Quantities() {}

  /** The number as an Integer or Long where it is whole, else a Double; empty for other values. */
  static Optional<Number> of(Object value) {
    if (value instanceof Number number) {
      return Optional.of(exact(number));
    }
    Matcher form = FORM.matcher(value.toString());
    if (!(value instanceof String) || !form.matches()) {
      return Optional.empty();
    }
    int zeros = form.group(2).isEmpty() ? 0 : form.group(2).equals("M") ? 6 : 3;
    return Optional.of(
        exact(new BigDecimal(form.group(1)).scaleByPowerOfTen(zeros).stripTrailingZeros()));
  }

  private static Number exact(Number number) {
    boolean whole =
        number instanceof BigDecimal big
            ? big.scale() <= 0
            : number.doubleValue() == Math.rint(number.doubleValue())
                && Math.abs(number.doubleValue()) < 1e15;
    if (!whole || number instanceof java.math.BigInteger) {
      return number instanceof BigDecimal ? (Number) number.doubleValue() : number;
    }
    long exact = number.longValue();
    return exact == (int) exact ? (Number) (int) exact : (Number) exact;
  }
}
