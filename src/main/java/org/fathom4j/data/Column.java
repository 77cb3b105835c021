package org.fathom4j.data;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A column of a table.
 *
 * @param name unique within the table
 * @param kind what its values are
 * @param categories known values, for {@link Kind#CATEGORY}; else empty
 */
public record Column(String name, Kind kind, List<String> categories) {
  /** Decimal notation, and nothing else that Java reads as a number: no 0x1p0, 1d, NaN. */
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private static final Set<String> GAPS =
      Set.of("", "na", "n/a", "nan", "null", "none", "nil", "?", "-", ".");

  /** Copies the categories. */
  public Column {
    categories = List.copyOf(categories);
  }

  /** What the values of a column are. */
  public enum Kind {
    /** A real number. */
    NUMBER,
    /** One of a few texts. */
    CATEGORY,
    /** Not used. */
    IGNORED
  }

  /** A real number. */
  public static Column number(String name) {
    return new Column(name, Kind.NUMBER, List.of());
  }

  /** Whether nothing stands here: nothing at all, or a word for nothing such as NA. */
  public static boolean isGap(String value) {
    return GAPS.contains(value.strip().toLowerCase(Locale.ROOT));
  }

  /** Whether a value may stand in this column. */
  public boolean holds(String value) {
    return switch (kind) {
      case IGNORED -> true;
      case CATEGORY -> categories.contains(value);
      case NUMBER -> real(value).isPresent();
    };
  }

  /** What must stand in this column. */
  public String rule() {
    return kind == Kind.CATEGORY ? "one of " + String.join(", ", categories) : "a number";
  }

  /**
   * Reads a number in decimal notation, such as {@code -12.5} or {@code 3e-4}; empty where the text
   * is none, or larger than networks count ({@link Float#MAX_VALUE}, about 3.4e38).
   */
  public static OptionalDouble real(String value) {
    if (!DECIMAL.matcher(value).matches()) {
      return OptionalDouble.empty();
    }
    double number = Double.parseDouble(value) + 0.0; // -0 is 0
    return Math.abs(number) <= Float.MAX_VALUE ? OptionalDouble.of(number) : OptionalDouble.empty();
  }
}
