package org.fathom4j.chapter6;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Say {
  private Say() {}

  /** So many decimals, such as {@code −0.500}. */
  static String fixed(double value, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text.replace('-', '−');
  }

  /** So many significant digits; below a ten thousandth and above a million with an exponent. */
  static String number(double value, int digits) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "infinity" : "−infinity";
    }
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-4 && size < 1e6);
    String text =
        plain
            ? new BigDecimal(value)
                .round(new MathContext(digits))
                .stripTrailingZeros()
                .toPlainString()
            : String.format(Locale.ROOT, "%." + (digits - 1) + "e", value)
                .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                .replace("e+", "e");
    return text.replace('-', '−');
  }

  /** A share of so many as {@code 43 of 50}. */
  static String share(int part, int whole) {
    return part + " of " + whole;
  }

  /** A whole number with its thousands apart, such as {@code 22,059}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value).replace('-', '−');
  }
}
