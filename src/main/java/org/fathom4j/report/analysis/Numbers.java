package org.fathom4j.report.analysis;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** Numbers as a person reads them, in every locale alike. */
public final class Numbers {
  private static final String NONE = "–";

  private Numbers() {}

  /** With so many decimals and a true minus sign; a dash where there is no number. */
  public static String fixed(double value, int decimals) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    return minus(rounded.signum() == 0 ? rounded.abs() : rounded);
  }

  /** As {@link #fixed}, always with its sign; zero has none. */
  public static String signed(double value, int decimals) {
    String text = fixed(value, decimals);
    return value > 0 && new BigDecimal(text).signum() > 0 ? "+" + text : text;
  }

  /** With so many significant digits; a dash where there is no number. */
  public static String significant(double value, int digits) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (value == 0) {
      return "0";
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(digits));
    double size = Math.abs(rounded.doubleValue());
    if (size >= 1e7 || size < 1e-4) {
      return minus(rounded.toString().replace("E+", "E"));
    }
    return minus(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
  }

  /** A whole number with thousands apart: 12,000. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A size in three significant digits at most: 850, 60k, 1.25M. */
  public static String size(long value) {
    if (value < 1000) {
      return Long.toString(value);
    }
    boolean thousands = value < 999_500;
    BigDecimal scaled = BigDecimal.valueOf(value).movePointLeft(thousands ? 3 : 6);
    BigDecimal rounded = scaled.round(new MathContext(3)).stripTrailingZeros();
    return rounded.toPlainString() + (thousands ? "k" : "M");
  }

  /** A p-value: three decimals, and never zero. */
  public static String p(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return value < 0.001 ? "<0.001" : fixed(value, 3);
  }

  /** A time span: 4.2 s, 3 min 20 s, 2 h 5 min. */
  public static String duration(double seconds) {
    if (!Double.isFinite(seconds)) {
      return NONE;
    }
    if (seconds < 10) {
      return fixed(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min" + (whole % 60 == 0 ? "" : " " + whole % 60 + " s");
    }
    long minutes = Math.round(seconds / 60);
    return minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  /** A parameter's value: whole numbers without decimals, others in four significant digits. */
  public static String value(Object value) {
    if (value instanceof Double || value instanceof Float) {
      double number = ((Number) value).doubleValue();
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e7;
      return whole
          ? minus(BigDecimal.valueOf(number).setScale(0, RoundingMode.HALF_EVEN))
          : trimmed(number);
    }
    return value instanceof Number ? value.toString().replace('-', '−') : value.toString();
  }

  private static String trimmed(double number) {
    if (!Double.isFinite(number)) {
      return Double.toString(number);
    }
    BigDecimal rounded = BigDecimal.valueOf(number).round(new MathContext(4)).stripTrailingZeros();
    boolean tiny = Math.abs(number) < 1e-3 || Math.abs(number) >= 1e7;
    return minus(tiny ? rounded.toString().replace("E+", "E") : rounded.toPlainString());
  }

  private static String minus(BigDecimal value) {
    return minus(value.toPlainString());
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
