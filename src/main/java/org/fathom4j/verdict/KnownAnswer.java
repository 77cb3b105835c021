package org.fathom4j.verdict;

import java.util.Locale;

/**
 * Something that is known beforehand, from a proof or a publication, beside what a run found.
 *
 * @param id short and unique in its run, such as {@code linear/loss}: the name of the number
 * @param claim what must hold, one sentence for people
 * @param expected the known answer as text, such as {@code 0.25}
 * @param found what the run found, as text
 * @param value what the run found, as a number; NaN where it is none
 * @param holds whether the two agree
 * @param source where the answer is known from, such as {@code Deep Learning, section 6.1}
 */
public record KnownAnswer(
    String id,
    String claim,
    String expected,
    String found,
    double value,
    boolean holds,
    String source) {

  /** The value must lie within {@code tolerance} of the known one; 0 asks for equality. */
  public static KnownAnswer near(
      String id, String claim, double known, double tolerance, double value, String source) {
    String expected = tolerance == 0 ? text(known) : text(known) + " ± " + text(tolerance);
    boolean holds = Math.abs(value - known) <= tolerance;
    return new KnownAnswer(id, claim, expected, text(value), value, holds, source);
  }

  /** The value must be at least {@code least}. */
  public static KnownAnswer atLeast(
      String id, String claim, double least, double value, String source) {
    String expected = "at least " + text(least);
    return new KnownAnswer(id, claim, expected, text(value), value, value >= least, source);
  }

  /** The value must be at most {@code most}. */
  public static KnownAnswer atMost(
      String id, String claim, double most, double value, String source) {
    String expected = "at most " + text(most);
    return new KnownAnswer(id, claim, expected, text(value), value, value <= most, source);
  }

  /** Something that is no single number holds, or not. */
  public static KnownAnswer fact(
      String id, String claim, String expected, String found, boolean holds, String source) {
    return new KnownAnswer(id, claim, expected, found, Double.NaN, holds, source);
  }

  /** Up to five significant digits, without an exponent between 0.0001 and 1,000,000. */
  private static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "not a number" : value > 0 ? "infinity" : "−infinity";
    }
    double size = Math.abs(value);
    if (value == Math.rint(value) && size < 1e6) {
      return String.format(Locale.ROOT, "%.0f", value).replace('-', '−');
    }
    boolean plain = size >= 1e-4 && size < 1e6;
    int decimals = Math.max(0, 4 - (int) Math.floor(Math.log10(size)));
    String digits =
        plain
            ? String.format(Locale.ROOT, "%." + Math.min(decimals, 8) + "f", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "")
            : String.format(Locale.ROOT, "%.3g", value);
    return digits.replace('-', '−');
  }
}
