package org.fathom4j.data.infer;

import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.fathom4j.data.Column;

/** What a single value of a table may be. */
final class Cells {
  private static final Pattern POINT =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final Pattern COMMA =
      Pattern.compile("[+-]?(\\d+,?\\d*|,\\d+)([eE][+-]?\\d{1,3})?");

  private Cells() {}

  /** Whether nothing stands here: nothing at all, or a word for nothing such as NA. */
  static boolean isGap(String value) {
    return Column.isGap(value);
  }

  /** The number that a value is, if it is one that a double can hold. */
  static OptionalDouble number(String value, boolean decimalComma) {
    String text = value.strip();
    if (!(decimalComma ? COMMA : POINT).matcher(text).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(text.replace(',', '.'));
    return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
